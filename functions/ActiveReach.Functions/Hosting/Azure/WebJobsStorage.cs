using ActiveReach.Azure.Accounts;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Hosting;

/// <summary>The storage account that triggers the app, found as the host finds it: by managed identity where <c>AzureWebJobsStorage__accountName</c>, or
/// <c>AzureWebJobsStorage__queueServiceUri</c> with <c>AzureWebJobsStorage__blobServiceUri</c>, is set (a user-assigned one by <c>AzureWebJobsStorage__clientId</c>), else by the
/// connection string <c>AzureWebJobsStorage</c>.</summary>
internal static class WebJobsStorage
{
    public static StorageAccount Open(IConfiguration settings, StoreMeter meter) => UriOf(settings, "queue") is { } queues
        ? StorageAccount.Of(queues, UriOf(settings, "blob") ?? new Uri(queues.ToString().Replace(".queue.", ".blob.", StringComparison.Ordinal)), Identity(settings), meter)
        : StorageAccount.Of(settings["AzureWebJobsStorage"] ?? "", meter);

    private static Uri? UriOf(IConfiguration settings, string service) =>
        settings[$"AzureWebJobsStorage:{service}ServiceUri"] is { Length: > 0 } uri ? new Uri(uri)
        : settings["AzureWebJobsStorage:accountName"] is { Length: > 0 } account ? new Uri($"https://{account}.{service}.core.windows.net")
        : null;

    private static DefaultAzureCredential Identity(IConfiguration settings) =>
        new(new DefaultAzureCredentialOptions { ManagedIdentityClientId = settings["AzureWebJobsStorage:clientId"] is { Length: > 0 } client ? client : null });
}
