using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Carriers.StandIn.Vendors;

/// <summary>A request as it came.</summary>
public sealed record VendorRequest(string Method, string Path, string Query, string Host, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    public string Body => Encoding.UTF8.GetString(Bytes);

    /// <summary>Null for what is no JSON object.</summary>
    public JsonObject? Json
    {
        get
        {
            try
            {
                return JsonNode.Parse(Bytes) as JsonObject;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    public IReadOnlyDictionary<string, string> Form => QueryHelpers.ParseQuery(Body).ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.Ordinal);

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    internal static async Task<VendorRequest> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = context.Request;
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new VendorRequest(request.Method, request.Path.ToUriComponent(), request.QueryString.ToUriComponent(), request.Host.ToUriComponent(), headers, body.ToArray());
    }
}
