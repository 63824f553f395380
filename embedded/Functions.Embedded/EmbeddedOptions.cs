using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SqliteGroupCommit;

namespace Functions.Embedded;

/// <summary>What the cloud's host would decide from outside, set from code: for tests and unusual hosts.</summary>
public sealed class EmbeddedOptions
{
    /// <summary>Assemblies with functions. None, and no types either (default): the entry assembly.</summary>
    public IList<Assembly> FunctionAssemblies { get; } = [];

    /// <summary>Single classes with functions, beside the assemblies. With any of these the entry assembly is not searched.</summary>
    public IList<Type> FunctionTypes { get; } = [];

    /// <summary>Directory of <c>runtime.db</c>. Null (default): setting <c>Embedded:DataDirectory</c>, else <c>./.data</c>.</summary>
    public string? DataDirectory { get; set; }

    /// <summary>Port to listen on, 0 for any free one. Null (default): <c>--port</c>, <c>--urls</c>, setting <c>Embedded:Port</c>, else 7071.</summary>
    public int? Port { get; set; }

    /// <summary>The host.json to read. Null (default): the one beside the app.</summary>
    public string? HostJson { get; set; }

    /// <summary>
    /// Stands at every commit of <c>runtime.db</c>, for fault injection; throwing is a power cut and the host stops as
    /// on a failed disk. None by default.
    /// </summary>
    public ICommitHook? CommitHook { get; set; }

    /// <summary>
    /// Serves the Durable HTTP management API under <c>/runtime/webhooks/durabletask</c>, to loopback callers only. Default false: it lets
    /// any local process start, read and end orchestrations.
    /// </summary>
    public bool ServeDurableManagement { get; set; }

    /// <summary>Pages of the host itself, beside the functions: what the cloud's platform would serve. None by default.</summary>
    public Action<IEndpointRouteBuilder>? Pages { get; set; }

    /// <summary>
    /// Answers requests that no function takes; the status is 404 already, or 405 with <c>Allow</c>, and may be changed. Null (default): without a body.
    /// </summary>
    public RequestDelegate? Unanswered { get; set; }
}
