using System.Text.Json;
using ActiveReach.Problems;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Http;

/// <summary>A value as JSON. Serialised before anything is sent, so that a failure can still become a proper answer.</summary>
internal sealed class JsonAnswer(int status, object? value, string contentType, IReadOnlyList<(string Name, string Value)> headers) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, Wire.Json);
        var response = httpContext.Response;
        response.StatusCode = status;
        foreach (var (name, text) in headers)
            response.Headers[name] = text;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body).AsTask();
    }
}
