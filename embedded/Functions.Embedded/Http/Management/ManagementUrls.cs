using Microsoft.AspNetCore.Http;

namespace Functions.Embedded.Http.Management;

/// <summary>Where one instance is managed.</summary>
internal static class ManagementUrls
{
    public const string Root = "/runtime/webhooks/durabletask";

    public static string Instance(HttpRequest request, string id) =>
        $"{request.Scheme}://{request.Host}{Root}/instances/{Uri.EscapeDataString(id)}";

    /// <summary>The answer to a start; the texts in double braces are for the caller to fill in.</summary>
    public static Dictionary<string, string> Of(HttpRequest request, string id)
    {
        var instance = Instance(request, id);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["id"] = id,
            ["statusQueryGetUri"] = instance,
            ["sendEventPostUri"] = instance + "/raiseEvent/{eventName}",
            ["terminatePostUri"] = instance + "/terminate?reason={{text}}",
            ["purgeHistoryDeleteUri"] = instance,
            ["restartPostUri"] = instance + "/restart",
            ["suspendPostUri"] = instance + "/suspend?reason={{text}}",
            ["resumePostUri"] = instance + "/resume?reason={{text}}",
        };
    }
}
