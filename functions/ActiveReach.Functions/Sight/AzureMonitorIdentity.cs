using Azure.Core;
using Azure.Identity;

namespace ActiveReach.Functions.Sight;

/// <summary>How the app signs in to the resource that takes its measurements.</summary>
/// <param name="ClientId">Of a user-assigned identity; null for the one that the environment has.</param>
public sealed record AzureMonitorIdentity(string? ClientId)
{
    public TokenCredential Credential => ClientId is null ? new DefaultAzureCredential() : new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = ClientId });

    /// <returns>Null for a text that asks for no identity.</returns>
    public static AzureMonitorIdentity? Parse(string text)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2)).ToLookup(part => part[0], part => part[^1], StringComparer.OrdinalIgnoreCase);
        var client = parts["ClientId"].FirstOrDefault();
        return string.Equals(parts["Authorization"].FirstOrDefault(), "AAD", StringComparison.OrdinalIgnoreCase) && (client is null || Guid.TryParse(client, out _)) ? new AzureMonitorIdentity(client) : null;
    }
}
