using System.Collections.Concurrent;
using ActiveReach.Providers.Vaults;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace ActiveReach.Channels.KeyVault;

/// <summary>Azure Key Vault, by its SDK and the app's identity. It asks once: whoever wants a secret asks again later. The SDK shows a token only to a vault whose challenge is of its own domain.
/// Source: learn.microsoft.com/rest/api/keyvault/secrets/get-secret, .../azure/key-vault/general/rest-error-codes.</summary>
/// <param name="http">Follows no redirects.</param>
public sealed class AzureKeyVaults(HttpClient http, TokenCredential identity, VaultOptions options) : ISecretVault
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, SecretClient> clients = new(StringComparer.Ordinal);

    public async Task<VaultAnswer> ReadAsync(VaultReference reference, CancellationToken cancellation)
    {
        var vault = $"the Key Vault '{reference.Vault}'";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var secret = (await clients.GetOrAdd(reference.Vault, ClientOf).GetSecretAsync(reference.Secret, reference.Version, patience.Token)).Value;
            return secret.Value is { Length: > 0 } value
                ? new VaultAnswer(value, secret.Properties.Version ?? "")
                : VaultAnswer.Denied($"'{reference.Secret}' in {vault} is empty: put the secret there");
        }
        catch (RequestFailedException error)
        {
            return error.Status switch
            {
                401 => VaultAnswer.Away($"{vault} doesn't take the token of the app's identity (401): see that the vault belongs to the app's own directory"),
                403 => VaultAnswer.Denied($"{vault} doesn't give '{reference.Secret}' to the app's identity (403): give it the role Key Vault Secrets User there, and see that the secret is enabled and in force, and that the vault's firewall lets the app in"),
                404 => VaultAnswer.Denied($"{vault} has no secret '{reference.Secret}'{(reference.Version is null ? "" : " of this version")} (404): look for it in the vault, also among those that were deleted"),
                0 => VaultAnswer.Away($"{vault} can't be reached: see that its name is right, and that its network lets the app in"),
                429 => VaultAnswer.Away($"{vault} has too many requests just now (429): try again in a minute"),
                var status => VaultAnswer.Away($"{vault} answered {status}: try again in a minute"),
            };
        }
        catch (AuthenticationFailedException error)
        {
            return VaultAnswer.Away($"the app's identity gets no token for Key Vault ({error.GetType().Name}): give the app a managed identity");
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            return VaultAnswer.Away($"{vault} gave no answer that can be read ({(error is OperationCanceledException ? "time-out" : error.GetType().Name)}): try again in a minute");
        }
    }

    private SecretClient ClientOf(string vault)
    {
        var settings = new SecretClientOptions(SecretClientOptions.ServiceVersion.V2025_07_01) { Transport = new HttpClientTransport(http), Retry = { MaxRetries = 0 } };
        return new SecretClient(new Uri($"https://{vault}.{options.Domain}"), identity, settings);
    }
}
