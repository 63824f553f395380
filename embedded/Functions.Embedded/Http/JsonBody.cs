using System.Text.Json;
using Functions.Embedded.Invocation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Functions.Embedded.Http;

/// <summary>Reads a request's body as JSON with the options of MVC.</summary>
internal static class JsonBody
{
    public static async ValueTask<object?> ReadAsync(EmbeddedFunctionContext context, string parameter, Type type)
    {
        var http = context.GetHttpContext() ?? throw new FunctionInputConverterException(
            $"Function '{context.Function.Name}': parameter '{parameter}' asks for a request body, but the function has no HTTP trigger. Remove [FromBody].");
        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.JsonSerializerOptions;
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, type, options, http.RequestAborted);
        }
        catch (JsonException error)
        {
            throw new FunctionInputConverterException(
                $"Function '{context.Function.Name}': the request's body is not JSON for parameter '{parameter}' of type {type.Name}. "
                + "Read the body in the function to answer bad input yourself.", error);
        }
    }
}
