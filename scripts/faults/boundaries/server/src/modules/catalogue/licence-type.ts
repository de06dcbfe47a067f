import "../../platform/postgres/pool.ts";
