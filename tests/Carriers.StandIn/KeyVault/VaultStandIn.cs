using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Azure.Core;
using Carriers.StandIn.Vendors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace Carriers.StandIn.KeyVault;

/// <summary>Azure's Key Vaults on this machine, over https and under their own names, as far as reading secrets is concerned. Whoever shows no token is told of which domain it has to be.
/// Source: learn.microsoft.com/rest/api/keyvault/secrets/get-secret, .../azure/key-vault/general/authentication-requests-and-responses.</summary>
public sealed class VaultStandIn : VendorStandIn
{
    public const string Token = "a-token-for-vaults-of-the-stand-in";
    public const string Version = "2025-07-01";

    private const string Domain = "vault.azure.net";

    private readonly X509Certificate2 certificate;
    private readonly ConcurrentDictionary<(string Vault, string Secret), List<string>> secrets = new();

    private VaultStandIn(X509Certificate2 certificate)
        : base(certificate) => this.certificate = certificate;

    /// <summary>What is told to callers without a token of the domain that it has to be for.</summary>
    public string Resource { get; set; } = $"https://{Domain}";

    /// <summary>Whether every vault answers that it can't just now.</summary>
    public bool IsAway { get; set; }

    /// <summary>What the app gets for the identity that it runs under.</summary>
    public static TokenCredential Identity { get; } = DelegatedTokenCredential.Create((context, _) => context.Scopes is ["https://vault.azure.net/.default"]
        ? new AccessToken(Token, TimeProvider.System.GetUtcNow().AddHours(1))
        : throw new InvalidOperationException($"A token for {string.Join(' ', context.Scopes)} is asked for."));

    public static async Task<VaultStandIn> OpenAsync()
    {
        var standIn = new VaultStandIn(OwnCertificate.Make($"*.{Domain}"));
        await standIn.StartAsync();
        return standIn;
    }

    /// <summary>Puts a value there, which is the newest from now on.</summary>
    /// <returns>Its version.</returns>
    public string Put(string vault, string secret, string value)
    {
        var versions = secrets.GetOrAdd((vault, secret), _ => []);
        lock (versions)
        {
            versions.Add(value);
            return VersionOf(versions.Count);
        }
    }

    public void Delete(string vault, string secret) => secrets.TryRemove((vault, secret), out _);

    /// <summary>Connections that lead here, whatever host is asked for.</summary>
    public SocketsHttpHandler Connections() => new()
    {
        AllowAutoRedirect = false,
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, new Uri(Address).Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { certificate }, RevocationMode = X509RevocationMode.NoCheck },
        },
    };

    /// <summary>Has an app find its vaults here.</summary>
    /// <param name="client">The name of its connections to vaults.</param>
    public IServiceCollection Serve(IServiceCollection services, string client) => services
        .AddSingleton(Identity)
        .PostConfigure<HttpClientFactoryOptions>(client, options => options.HttpMessageHandlerBuilderActions.Add(builder => builder.PrimaryHandler = Connections()));

    protected override string? FaultOf(VendorRequest request) => request.Header("Authorization") == $"Bearer {Token}" ? null : "another token";

    protected override string? ChallengeTo(VendorRequest request) =>
        request.Header("Authorization") is null ? $"Bearer authorization=\"https://login.microsoftonline.com/72f988bf-0000-0000-0000-2d7cd011db47\", resource=\"{Resource}\"" : null;

    protected override (int Status, JsonNode Answer)? Take(VendorRequest request)
    {
        if (request.Method != "GET" || request.Query != $"?api-version={Version}" || !request.Host.EndsWith($".{Domain}", StringComparison.Ordinal) || request.Path.Trim('/').Split('/') is not ["secrets", var name, .. var rest] || rest.Length > 1)
            return null;
        if (IsAway)
            return (503, ErrorOf(503, "ServiceUnavailable"));
        var vault = request.Host[..^(Domain.Length + 1)];
        if (!secrets.TryGetValue((vault, name), out var versions))
            return (404, ErrorOf(404, "SecretNotFound"));
        lock (versions)
        {
            var number = rest is [var version] ? versions.Index().Where(each => VersionOf(each.Index + 1) == version).Select(each => each.Index + 1).FirstOrDefault() : versions.Count;
            return number == 0 ? (404, ErrorOf(404, "SecretNotFound")) : (200, new JsonObject
            {
                ["value"] = versions[number - 1],
                ["id"] = $"https://{request.Host}/secrets/{name}/{VersionOf(number)}",
                ["attributes"] = new JsonObject { ["enabled"] = true, ["created"] = 1764000000, ["updated"] = 1764000000, ["recoveryLevel"] = "Recoverable+Purgeable", ["recoverableDays"] = 90 },
            });
        }
    }

    protected override JsonNode ErrorOf(int status, string? code) => new JsonObject { ["error"] = new JsonObject { ["code"] = code ?? (status == 403 ? "Forbidden" : "Unauthorized"), ["message"] = "Words of Key Vault" } };

    private static string VersionOf(int number) => $"{number:x32}";
}
