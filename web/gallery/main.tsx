import "../ui/tokens.css";
import { mount } from "../ui/index.ts";
import { Gallery } from "./gallery.tsx";

mount(<Gallery />);
