using ActiveReach.Channels.Ses;
using ActiveReach.Channels.Tests.CommunicationServices;
using ActiveReach.Channels.Twilio;
using ActiveReach.Channels.WhatsApp;
using Carriers.StandIn.Ses;
using Carriers.StandIn.Twilio;
using Carriers.StandIn.Vendors;
using Carriers.StandIn.WhatsApp;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Tests.Vendors;

/// <summary>What is wrong with an account is logged for those who can mend it, without what opens it and without the person.</summary>
public sealed class QuietLogTests
{
    private const string Secret = "a-secret-that-nobody-reads";

    [Fact]
    public async Task A_refusal_is_logged_with_its_remedy_and_without_secret_or_person()
    {
        var log = new Lines();
        using var factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        using var http = new HttpClient();
        await using var meta = await MetaStandIn.OpenAsync();
        await using var twilio = await TwilioStandIn.OpenAsync();
        await using var ses = await SesStandIn.OpenAsync();
        var account = new MetaOptions { AccessToken = Secret, BusinessAccountId = MetaStandIn.Account, PhoneNumbers = new Dictionary<string, string> { ["18005550101"] = MetaStandIn.Number }, Endpoint = new Uri(meta.Endpoint) };
        var whatsApp = Sent.Message("+18005550101", "+919800000001") with { Template = new TemplateMessage("1", "launch", "en", [], ["Asha"]) };
        IEnumerable<(IChannelProvider Provider, OutgoingMessage Message)> ways =
        [
            (new MetaWhatsAppProvider(account, new MetaRequests(account, http, factory.CreateLogger<MetaRequests>())), whatsApp),
            (new TwilioSmsProvider(new TwilioOptions { AccountSid = TwilioStandIn.Account, AuthToken = Secret, Endpoint = new Uri(twilio.Address) }, http, null, factory.CreateLogger<TwilioSmsProvider>()), Sent.Message("+18005550100", "+919800000001")),
            (new SesEmailProvider(new SesOptions { Region = SesStandIn.Region, AccessKeyId = SesStandIn.KeyId, SecretAccessKey = Secret, Endpoint = new Uri(ses.Address) }, http, factory.CreateLogger<SesEmailProvider>()), AcsSetting.Mail()),
        ];
        foreach (var (provider, message) in ways)
            Assert.Equal("not_authorized", (await provider.SendAsync(message)).Reason);
        foreach (VendorStandIn vendor in new VendorStandIn[] { meta, twilio, ses })
            await vendor.DisposeAsync();
        foreach (var (provider, message) in ways)
            Assert.Equal("unavailable", (await provider.SendAsync(message)).Reason);

        Assert.Equal(6, log.All.Count);
        Assert.All(log.All, line => Assert.False(line.Contains(Secret, StringComparison.Ordinal) || line.Contains("9800000001", StringComparison.Ordinal) || line.Contains("c1@example.com", StringComparison.Ordinal), line));
        Assert.Equal(3, log.All.Count(line => line.Contains("check ActiveReach__", StringComparison.Ordinal)));
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public List<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
