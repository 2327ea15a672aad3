/* Runs before the unmodified office.js, in add-in pages framed by the sandbox's Outlook.
 *
 * 1. office.js for Outlook on the web still fetches MicrosoftAjax.js from a public CDN, unless what
 *    it needs of it is already there. The sandbox works offline, so it is here.
 * 2. Nested app authentication is not part of this office.js: the client puts the bridge into the
 *    frame itself. Outlook says in the frame's name whether it has one.
 */
(function () {
  "use strict";

  if (typeof window.Sys === "undefined") {
    var nothingWrong = function () {
      return null;
    };
    var makeError = function (name) {
      return function (message) {
        var error = new Error("Sys." + name + ": " + message);
        error.name = "Sys." + name;
        return error;
      };
    };
    window.Type = Function;
    Function.registerNamespace = function (path) {
      path.split(".").reduce(function (parent, part) {
        parent[part] = parent[part] || {};
        return parent[part];
      }, window);
    };
    Function.prototype.registerClass = Function.registerClass = function () {
      return this;
    };
    Function._validateParams = nothingWrong;
    Function._validateParameter = nothingWrong;
    Error.argument = makeError("ArgumentException");
    Error.argumentNull = makeError("ArgumentNullException");
    Error.argumentOutOfRange = makeError("ArgumentOutOfRangeException");
    Error.argumentType = makeError("ArgumentTypeException");
    Error.argumentUndefined = makeError("ArgumentUndefinedException");
    Error.invalidOperation = makeError("InvalidOperationException");
    Error.notImplemented = makeError("NotImplementedException");
    Error.parameterCount = makeError("ParameterCountException");
    String.format = function (format) {
      var values = Array.prototype.slice.call(arguments, 1);
      return format.replace(/\{(\d+)\}/g, function (whole, index) {
        return index in values ? String(values[index]) : whole;
      });
    };
    var StringBuilder = function (text) {
      this._parts = text === undefined || text === null ? [] : [String(text)];
    };
    StringBuilder.prototype.append = function (text) {
      this._parts.push(text);
      return this;
    };
    StringBuilder.prototype.toString = function (separator) {
      return this._parts.join(separator || "");
    };
    window.Sys = {
      StringBuilder: StringBuilder,
      Serialization: {
        JavaScriptSerializer: { serialize: JSON.stringify, deserialize: JSON.parse },
      },
      Debug: { trace: nothingWrong },
      Browser: { agent: {}, InternetExplorer: { never: true } },
    };
  }

  var announced = readFrameName();
  if (window.parent === window || !announced || announced.nestedAppAuth !== "present") return;
  var hostOrigin = new URL(announced.xdmInfo.split("|")[2]).origin;
  var listeners = [];
  window.addEventListener("message", function (event) {
    if (event.source !== window.parent || event.origin !== hostOrigin) return;
    if (typeof event.data !== "string" || event.data.indexOf('{"_nestedAppAuth":') !== 0) return;
    var answer = JSON.parse(event.data)._nestedAppAuth;
    listeners.slice().forEach(function (listener) {
      listener(answer);
    });
  });
  window.nestedAppAuthBridge = {
    addEventListener: function (name, listener) {
      if (name === "message") listeners.push(listener);
    },
    removeEventListener: function (name, listener) {
      listeners = listeners.filter(function (other) {
        return other !== listener;
      });
    },
    postMessage: function (request) {
      window.parent.postMessage(JSON.stringify({ _nestedAppAuth: request }), hostOrigin);
    },
  };

  function readFrameName() {
    // Frames that Outlook did not open have no name, or one that means something else.
    return /^\{.*"xdmInfo"/.test(window.name) ? JSON.parse(window.name) : null;
  }
})();
