/** The Wilson interval under the name by which metrics ask for it; it lives in core, because probes need it as well. */
export { wilson, Z } from "../core/statistics";
