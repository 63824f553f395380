using ActiveReach.Workspaces;

namespace ActiveReach.Functions.Http;

/// <summary>Only callers with at least this role may use the route; a <c>{ws}</c> in it must be their own workspace.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresRoleAttribute(Role role) : Attribute
{
    public Role Role { get; } = role;
}

/// <summary>Anyone may use the route; the function checks by itself whatever it needs checked.</summary>
/// <param name="why">What protects it instead, or why nothing has to.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PublicAttribute(string why) : Attribute
{
    public string Why { get; } = why;
}

/// <summary>A POST without <c>Idempotency-Key</c>: a stream, a webhook with event ids of its own, or a sign-in.</summary>
/// <param name="why">What makes repeating it harmless.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NotRepeatableAttribute(string why) : Attribute
{
    public string Why { get; } = why;
}

/// <summary>Describes the route in <c>openapi.json</c>.</summary>
/// <param name="summary">A sentence.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperationAttribute(string summary) : Attribute
{
    public string Summary { get; } = summary;

    /// <summary>Type of the JSON body; null without one.</summary>
    public Type? Request { get; set; }

    /// <summary>Type of the JSON answer; null where it has none, or a free one.</summary>
    public Type? Response { get; set; }

    /// <summary>Status of success. Default 200.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Query parameters that the route knows.</summary>
    public string[] Query { get; set; } = [];
}
