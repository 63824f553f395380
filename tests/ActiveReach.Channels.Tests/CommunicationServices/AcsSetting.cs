using System.Security.Cryptography.X509Certificates;
using ActiveReach.Channels.CommunicationServices;
using Azure.Core;
using Azure.Core.Pipeline;
using Carriers.StandIn.CommunicationServices;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveReach.Channels.Tests.CommunicationServices;

/// <summary>The providers over a stand-in of the service.</summary>
internal sealed class AcsSetting : IAsyncDisposable
{
    public const string Phone = "+14155550101";

    private AcsSetting(AcsStandIn service, bool withKey, HttpPipelineTransport? transport)
    {
        Service = service;
        var options = new AcsOptions { Endpoint = service.Endpoint, AccessKey = withKey ? service.Key : (ReadOnlyMemory<byte>?)null };
        var requests = new AcsRequests(options, NullLogger<AcsRequests>.Instance, new OneToken(AcsStandIn.Token), transport);
        (Texts, Mails) = (new AcsSmsProvider(options, requests), new AcsEmailProvider(options, requests));
    }

    public AcsStandIn Service { get; }

    public AcsSmsProvider Texts { get; }

    public AcsEmailProvider Mails { get; }

    public static async Task<AcsSetting> StartAsync(TimeProvider? clock = null) => new(await AcsStandIn.StartAsync(clock), withKey: true, transport: null);

    /// <summary>Over https, with a token in place of the key.</summary>
    public static async Task<AcsSetting> StartWithIdentityAsync()
    {
        var service = await AcsStandIn.StartAsync(isSecure: true);
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { service.Certificate! }, RevocationMode = X509RevocationMode.NoCheck };
        return new AcsSetting(service, withKey: false, new HttpClientTransport(new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trust } })));
    }

    public static OutgoingMessage Text(int number = 1, string text = "It's here", string? to = null, DateTimeOffset? firstSent = null) => new()
    {
        IdempotencyKey = $"run.1:0:0:{number}",
        FirstSentAt = firstSent ?? TimeProvider.System.GetUtcNow(),
        From = "+18005550100",
        To = to ?? $"+1415555{number:0000}",
        Tag = $"run.1:0:0:{number}",
        Text = text,
        Origin = new MessageOrigin("cmp", "run.1", "ctc_1", "A", null),
    };

    public static OutgoingMessage Mail(int number = 1, string text = "It's here") => Text(number) with
    {
        From = "news@shop.example",
        To = $"c{number}@example.com",
        Subject = "Grüße",
        Text = text,
        Html = $"<p>{text}</p>",
        Headers = new Dictionary<string, string> { ["List-Unsubscribe"] = "<https://shop.example/u/1>", ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click" },
    };

    public async Task<HandOver> SendTextAsync(OutgoingMessage? message = null, CancellationToken cancellation = default) =>
        Assert.Single(await Texts.SendAsync([message ?? Text()], cancellation));

    public async Task<HandOver> SendMailAsync(OutgoingMessage? message = null, CancellationToken cancellation = default) =>
        Assert.Single(await Mails.SendAsync([message ?? Mail()], cancellation));

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    private sealed class OneToken(string token) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Assert.Equal(["https://communication.azure.com/.default"], requestContext.Scopes);
            return new AccessToken(token, TimeProvider.System.GetUtcNow().AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}
