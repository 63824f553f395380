// Hierarchical partition keys, unique keys of several paths, and internal ids that may stand in an address.
"use strict";
const { part, readKey } = require("./cosmos-parts");

// A key of several paths is kept as their paths joined by commas, and has the list of their values.
const values = part("utils/get-value");
const valueOf = values.default;
values.default = (keys, document) => {
  const joined = `/${keys.join("/")}`;
  return joined.includes(",") ? JSON.stringify(joined.split(",").map(one => valueOf(one.slice(1).split("/"), document))) : valueOf(keys, document);
};

const collections = part("account/collections").default.prototype;
const newCollection = collections._newItem;
collections._newItem = function (definition) {
  const collection = newCollection.call(this, definition);
  if (definition) collection.documents._uniqueKeyPaths = (definition.uniqueKeyPolicy?.uniqueKeys ?? []).map(key => key.paths.join(",")).concat("/id");
  return collection;
};

const parseKey = readKey.parsePartitionKey;
readKey.parsePartitionKey = (header, id) => {
  try {
    const key = JSON.parse(header);
    if (Array.isArray(key) && key.length > 1) return JSON.stringify(key);
  } catch {
    // Not a list: as the server reads it.
  }
  return parseKey(header, id);
};

const items = part("account/items").default.prototype;
const partitionOf = items._getPartition;
items._getPartition = function (document) {
  const paths = this._partitionKeyPath;
  return paths.length > 1 ? JSON.stringify(paths.map(one => valueOf(one.slice(1).split("/"), document))) : partitionOf.call(this, document);
};

// An internal id stands in addresses: each "/" of its base64 is a "-" there, not only the first.
const ids = part("account/resource-id").default;
ids.fromBase64String = text => Buffer.from(text.replace(/-/g, "/"), "base64");
ids.toBase64String = bytes => Buffer.from(bytes).toString("base64").replace(/\//g, "-");
