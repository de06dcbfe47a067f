import "../ui/tokens.css";
import { mount } from "../ui/index.ts";
import { PublicApp } from "./public-app.tsx";

mount(<PublicApp />);
