using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ActiveReach.Azure.Accounts;
using ActiveReach.Documents;

namespace ActiveReach.Azure.Documents;

/// <summary>A document as an item of Cosmos DB. Its body is a text and not JSON within JSON, because the store keeps numbers as doubles; a large one is
/// packed, which makes it cheaper, and lets the largest fit whatever has to be escaped in it.</summary>
internal static class DocumentItem
{
    private const int LargestPlain = 32 * 1024;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:@=,");

    /// <summary>The item's id: what may stand there is written as it is, anything else (<c>/ \ ? #</c>, letters of three bytes, which would make it too long) as
    /// a hash.</summary>
    public static string IdOf(string kind, string id) =>
        id.AsSpan().ContainsAnyExcept(Plain) ? $"{kind}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))}" : $"{kind}:{id}";

    /// <param name="commit">Which commit writes it.</param>
    /// <exception cref="ArgumentException">It is larger than an item may be.</exception>
    public static byte[] Write(string partition, DocumentChange change, DocumentContent content, string commit)
    {
        var bytes = new ArrayBufferWriter<byte>(content.Body.Length + 1024);
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            json.WriteString("id", IdOf(change.Kind, change.Id));
            json.WriteString("partition", partition);
            json.WriteString("kind", change.Kind);
            json.WriteString("name", change.Id);
            json.WriteNumber("form", content.Schema);
            json.WriteString("commit", commit);
            if (content.Body.Length <= LargestPlain)
                json.WriteString("body", content.Body.Span);
            else
                json.WriteBase64String("packed", Pack(content.Body.Span));
            json.WriteStartObject("found");
            foreach (var field in content.Fields)
                WriteEach(json, field, static (json, value, _) => WriteValue(json, value), change.Id);
            json.WriteEndObject();
            json.WriteStartObject("places");
            json.WriteString(DocumentPlaces.ById, DocumentPlaces.OfId(change.Id));
            foreach (var field in content.Fields)
                WriteEach(json, field, static (json, value, id) => json.WriteStringValue(DocumentPlaces.Of(value, id)), change.Id);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.WrittenCount <= CosmosAccount.MostBytes
            ? bytes.WrittenSpan.ToArray()
            : throw new ArgumentException($"'{change.Kind}' '{change.Id}' has {bytes.WrittenCount} bytes with the fields it is found by: Cosmos DB takes {CosmosAccount.MostBytes}. Split it, or declare fewer fields.", nameof(change));
    }

    public static StoredDocument Read(string partition, string kind, JsonElement item) => new(
        new DocumentKey(partition, kind, item.GetProperty("name").GetString()!),
        item.GetProperty("_etag").GetString()!,
        item.GetProperty("form").GetInt32(),
        item.TryGetProperty("packed", out var packed) ? Unpack(packed.GetBytesFromBase64()) : Encoding.UTF8.GetBytes(item.GetProperty("body").GetString()!));

    /// <summary>A field with one value has it, one with several a list of them.</summary>
    private static void WriteEach(Utf8JsonWriter json, DocumentField field, Action<Utf8JsonWriter, FieldValue, string> write, string id)
    {
        json.WritePropertyName(field.Name);
        if (field.Values.Count == 1)
        {
            write(json, field.Values[0], id);
            return;
        }

        json.WriteStartArray();
        foreach (var value in field.Values)
            write(json, value, id);
        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, FieldValue value)
    {
        if (value.Text is { } text)
            json.WriteStringValue(text);
        else
            json.WriteNumberValue(value.Number);
    }

    private static byte[] Pack(ReadOnlySpan<byte> body)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            brotli.Write(body);
        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var body = new MemoryStream();
        using (var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress))
            brotli.CopyTo(body);
        return body.ToArray();
    }
}
