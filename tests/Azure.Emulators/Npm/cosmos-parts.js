// The parts of the server that are mended, and what the mends have in common.
"use strict";
const path = require("path");
const lib = path.join(__dirname, "node_modules/@vercel/cosmosdb-server/lib");
const part = name => require(path.join(lib, name));
const ofQueries = name => require.resolve(`@zeit/cosmosdb-query/lib/${name}`, { paths: [lib] });

const readKey = part("utils/get-partition-from-header");
const valueAt = (document, keyPath) => part("utils/get-value").default(keyPath.slice(1).split("/"), document);

const notFound = { code: "NotFound", message: "Entity with the specified id does not exist in the system." };
const tooLarge = { code: "RequestEntityTooLarge", message: "Request size is too large" };

/** The partition key that a request names, as a list; null when it names none. */
function keyOf(request) {
  try {
    return JSON.parse(readKey.default(request));
  } catch {
    return null;
  }
}

/** Whether a document lies in the partition: of a hierarchical key a beginning is enough. */
function isIn(collection, document, key) {
  const paths = collection.read().partitionKey.paths;
  return !key || key.every((value, index) => JSON.stringify(valueAt(document, paths[index])) === JSON.stringify(value));
}

/** The collection of a request, after what had outlived its time is gone; null when there is none. */
function collectionOf(account, { dbId, collId }) {
  const collection = account.database(dbId).collection(collId);
  if (!collection.read()) return null;
  const standard = collection.read().defaultTtl;
  const now = Date.now() / 1000;
  if (standard)
    for (const item of [...collection.documents._data.values()]) {
      const document = item.read();
      const seconds = document.ttl ?? standard;
      if (seconds > 0 && document._ts + seconds <= now) collection.documents.delete(document.id, collection.documents._getPartition(document));
    }
  return collection;
}

/** Runs `action` on what lies in one partition only. */
function withPartition(collection, key, action) {
  const documents = collection.documents;
  const all = documents._data;
  documents._data = new Map([...all].filter(([, item]) => isIn(collection, item.read(), key)));
  try {
    return action(documents);
  } finally {
    documents._data = all;
  }
}

/** Puts a handler in the place of the server's. */
function handle(name, handler) {
  const module = part(`handler/${name}`);
  module.default = handler(module.default);
}

function answer(response, status, body) {
  response.statusCode = status;
  return body;
}

module.exports = { part, ofQueries, readKey, valueAt, notFound, tooLarge, keyOf, isIn, collectionOf, withPartition, handle, answer };
