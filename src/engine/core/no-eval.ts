/**
 * Tells zod not to try whether it may compile code from text. The page's Content-Security-Policy forbids that, zod goes on without it, and
 * Firefox writes an error into the console for every try. Must be imported before any schema is made.
 */
import { config } from "zod";

config({ jitless: true });
