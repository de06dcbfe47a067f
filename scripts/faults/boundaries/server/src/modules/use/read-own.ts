import "../../../testing/database.ts";
