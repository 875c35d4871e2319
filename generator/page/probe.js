// ES5, also for Internet Explorer and the old mode of double-core browsers: can this browser run the page at all?
// Browsers that are too old never fail, they hang; so each thing that is needed is tried here first.
(function () {
  function validates(bytes) {
    try { return WebAssembly.validate(new Uint8Array(bytes)); } catch (fault) { return false; }
  }
  var root = document.documentElement;
  var modern = typeof DecompressionStream === "function" && typeof Worker === "function" && window.hasStaticBlocks === true;
  var runs = typeof WebAssembly === "object" && typeof WebAssembly.Tag === "function" &&
    validates([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 1, 111, 0]); // a function of an externref
  if (!modern) root.className = "too-old";
  else if (typeof WebAssembly === "undefined") root.className = "forbidden";
  else if (!runs) root.className = "too-old";
  else root.className = "starting";
})();
