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

    /// <summary>Type of the body; null without one.</summary>
    public Type? Request { get; set; }

    /// <summary>Whether a list of them may be sent too.</summary>
    public bool MayBeList { get; set; }

    /// <summary>Media type of the body where it is a form; null (default) for JSON.</summary>
    public string? RequestForm { get; set; }

    /// <summary>Media types of files that may be the body, beside or in place of JSON.</summary>
    public string[] Files { get; set; } = [];

    /// <summary>Whether the body may be left out.</summary>
    public bool IsBodyOptional { get; set; }

    /// <summary>Type of the JSON answer; null where it has none.</summary>
    public Type? Response { get; set; }

    /// <summary>Media types of answers that aren't JSON: pages, files, pictures.</summary>
    public string[] Produces { get; set; } = [];

    /// <summary>Status of success. Default 200.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Another status; 0 (default) for none.</summary>
    public int OtherStatus { get; set; }

    /// <summary>Type of the JSON answer with that status; null (default): the same.</summary>
    public Type? OtherResponse { get; set; }

    /// <summary>Whether a change may say by <c>If-Match</c> which version it is meant for.</summary>
    public bool Versioned { get; set; }

    /// <summary>Query parameters that the route knows.</summary>
    public string[] Query { get; set; } = [];
}

/// <summary>Describes an answer that is written as one of several types.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnyOfAttribute(params Type[] types) : Attribute
{
    public IReadOnlyList<Type> Types { get; } = types;
}

/// <summary>Describes an answer that is written as one object from several types; of a member in two of them, the later counts.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ComposedOfAttribute(params Type[] parts) : Attribute
{
    public IReadOnlyList<Type> Parts { get; } = parts;
}
