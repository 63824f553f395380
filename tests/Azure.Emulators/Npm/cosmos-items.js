// One item: what is missing is 404, what is unchanged 304, what is too large 413, a document of another partition 400; PATCH takes a condition.
"use strict";
const { part, readKey, notFound, tooLarge, keyOf, isIn, collectionOf, handle, answer } = require("./cosmos-parts");
const json = part("json").default;
const { createOperation, readOperation } = part("handler/_document-operations");
const { patchOperation } = part("handler/_patch-operations");

const MOST_BYTES = 2 * 1024 * 1024;

for (const name of ["upsert-document", "delete-document", "replace-document"])
  handle(name, old => (account, request, response, path) => {
    const collection = collectionOf(account, path);
    if (Number(request.headers["content-length"]) > MOST_BYTES) {
      request.resume();
      return answer(response, 413, tooLarge);
    }
    return collection ? old(account, request, response, path) : answer(response, 404, notFound);
  });

handle("create-document", () => async (account, request, response, path) => {
  const document = await json(request);
  const collection = collectionOf(account, path);
  if (!collection) return answer(response, 404, notFound);
  if (JSON.stringify(document).length > MOST_BYTES) return answer(response, 413, tooLarge);
  if (!isIn(collection, document, keyOf(request)))
    return answer(response, 400, { code: "BadRequest", message: "PartitionKey extracted from document doesn't match the one specified in the header" });
  const made = createOperation(collection, { resourceBody: document });
  return answer(response, made.statusCode, made.body);
});

handle("read-document", () => (account, request, response, path) => {
  const collection = collectionOf(account, path);
  if (!collection) return answer(response, 404, notFound);
  const read = readOperation(collection, { partitionKey: readKey.default(request), id: path.docId });
  if (read.statusCode === 200 && !isIn(collection, read.body, keyOf(request))) return answer(response, 404, notFound);
  if (read.statusCode === 200 && request.headers["if-none-match"] === read.body._etag) {
    response.setHeader("etag", read.body._etag);
    return answer(response, 304, { message: "" });
  }
  return answer(response, read.statusCode, read.body);
});

handle("patch-document", () => async (account, request, response, path) => {
  const body = await json(request);
  const collection = collectionOf(account, path);
  if (!collection) return answer(response, 404, notFound);
  const patched = patch(collection, {
    id: path.docId,
    partitionKey: readKey.default(request),
    ifMatch: request.headers["if-match"],
    operations: Array.isArray(body) ? body : body.operations || [],
    condition: body.condition,
  });
  return answer(response, patched.statusCode, patched.body);
});

/** A patch that is made only of a document that meets its condition. */
function patch(collection, operation) {
  const document = collection.document(operation.id, readKey.parsePartitionKey(operation.partitionKey, operation.id)).read();
  if (document && operation.condition)
    try {
      const found = require(require("./cosmos-parts").ofQueries("index")).default(`SELECT * ${operation.condition}`).exec([document]);
      if (!found.result.length) return { statusCode: 412, body: { code: "PreconditionFailed", message: "Condition of the patch is not satisfied" } };
    } catch (error) {
      return { statusCode: 400, body: { code: "BadRequest", message: error.message } };
    }
  return patchOperation(collection, { ...operation, condition: undefined });
}

module.exports = { patch };
