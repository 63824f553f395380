using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for a request to <c>{routePrefix}/{Route ?? function name}</c>.</summary>
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    public HttpTriggerAttribute() => AuthLevel = AuthorizationLevel.Function;

    public HttpTriggerAttribute(params string[] methods) => Methods = methods;

    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>Route template of ASP.NET Core routing, without a leading slash. Null: the function's name.</summary>
    public string? Route { get; set; }

    /// <summary>HTTP methods served. Null or empty: all.</summary>
    public string[]? Methods { get; }

    /// <summary>The key asked for in the cloud. As in a local run of the real host, no level is enforced here.</summary>
    public AuthorizationLevel AuthLevel { get; }
}

/// <summary>Which key a caller must present to the cloud's host.</summary>
public enum AuthorizationLevel
{
    Anonymous = 0,
    User = 1,
    Function = 2,
    System = 3,
    Admin = 4,
}

/// <summary>Marks the property that holds the HTTP result when a function returns several outputs.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = false)]
public sealed class HttpResultAttribute : OutputBindingAttribute
{
}
