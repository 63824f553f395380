using System.Text.Json;
using Functions.Embedded.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace Functions.Embedded.Http;

/// <summary>A request as the trigger of an invocation.</summary>
internal sealed class HttpInput(HttpContext http, CancellationToken stopping) : TriggerInput
{
    /// <summary>Where <c>GetHttpContext()</c> of the ASP.NET Core integration looks.</summary>
    private const string ContextKey = "HttpRequestContext";

    private Dictionary<string, object?>? bindingData;

    public override IReadOnlyDictionary<string, object?> BindingData => bindingData ??= ReadBindingData();

    public override void Attach(EmbeddedFunctionContext context) => context.Items[ContextKey] = http;

    public override CancellationToken Cancellation(CancellationToken given)
    {
        var either = CancellationTokenSource.CreateLinkedTokenSource(given, stopping);
        http.Response.RegisterForDispose(either);
        return either.Token;
    }

    public override bool TryGetValue(string name, Type type, out object? value)
    {
        if (http.Request.RouteValues.TryGetValue(name, out value) || TryGetQuery(name, out value))
        {
            value = TextValue.Convert(value, type);
            return true;
        }

        return false;
    }

    public override ValueTask<object?> ToParameterAsync(Type type, EmbeddedFunctionContext context)
    {
        if (type == typeof(HttpRequest))
            return new(http.Request);
        if (type == typeof(HttpContext))
            return new(http);
        if (type == typeof(Stream))
            return new(http.Request.Body);
        return type == typeof(string) ? TextAsync() : JsonBody.ReadAsync(context, "body", type);
    }

    private async ValueTask<object?> TextAsync()
    {
        using var reader = new StreamReader(http.Request.Body, leaveOpen: true);
        return await reader.ReadToEndAsync(http.RequestAborted);
    }

    private bool TryGetQuery(string name, out object? value)
    {
        var isGiven = http.Request.Query.TryGetValue(name, out var texts);
        value = isGiven ? texts.ToString() : null;
        return isGiven;
    }

    private Dictionary<string, object?> ReadBindingData()
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Query"] = JsonSerializer.Serialize(http.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal)),
            ["Headers"] = JsonSerializer.Serialize(http.Request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal)),
        };
        foreach (var (name, value) in http.Request.Query)
            data[name] = value.ToString();
        foreach (var (name, value) in http.GetRouteData().Values)
            data[name] = value;
        return data;
    }
}
