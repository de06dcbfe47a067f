// A classic script in <head>: mode and language stand before the first paint, and the few methods that
// Chrome 86 lacks exist before any module runs. Nothing transforms this file, so it keeps to old syntax.
(() => {
  const root = document.documentElement;
  let mode = null;
  let language = null;
  try {
    mode = localStorage.getItem("lz.mode");
    language = localStorage.getItem("lz.language");
  } catch (_forbidden) {
    // Storage may be forbidden: the defaults stand.
  }
  root.setAttribute("data-mode", mode === "elder" || mode === "contrast" ? mode : "normal");
  root.lang = language === "en" ? "en" : "zh-CN";

  function at(index) {
    const whole = Math.trunc(index) || 0;
    return this[whole < 0 ? whole + this.length : whole];
  }
  function findLast(accepts, self) {
    for (let i = this.length - 1; i >= 0; i--) if (accepts.call(self, this[i], i, this)) return this[i];
  }
  const define = (owner, name, value) => {
    if (!owner[name]) Object.defineProperty(owner, name, { value, writable: true, configurable: true });
  };
  define(Array.prototype, "at", at);
  define(String.prototype, "at", at);
  define(Object.getPrototypeOf(Uint8Array.prototype), "at", at);
  define(Array.prototype, "findLast", findLast);
  define(Array.prototype, "toSorted", function (compare) {
    return this.slice().sort(compare);
  });
  define(Array.prototype, "toReversed", function () {
    return this.slice().reverse();
  });
  define(String.prototype, "isWellFormed", function () {
    return !/\p{Surrogate}/u.test(this);
  });
  define(Object, "hasOwn", (owner, key) => Object.hasOwn(owner, key));
})();
