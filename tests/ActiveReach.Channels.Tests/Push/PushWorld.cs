using ActiveReach.Channels.Push;
using ActiveReach.Settings;
using Carriers.StandIn.Push;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Tests.Push;

/// <summary>Firebase and a browser, and our way to both, put together from settings.</summary>
internal sealed class PushWorld : ILogger<PushProvider>, IAsyncDisposable
{
    private readonly List<string> log = [];
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private PushProvider? provider;

    public FcmStandIn Firebase { get; } = new();

    public BrowserStandIn Browser { get; } = new();

    public IReadOnlyList<string> Lines => log;

    public PushProvider Provider => provider!;

    public async Task StartAsync()
    {
        await Firebase.StartAsync();
        await Browser.StartAsync();
        var settings = new SettingReader(name => name switch
        {
            "ActiveReach__Fcm__ServiceAccount" => Firebase.ServiceAccount,
            "ActiveReach__Fcm__Endpoint" => Firebase.Address,
            "ActiveReach__WebPush__PublicKey" => Browser.PublicKey,
            "ActiveReach__WebPush__PrivateKey" => Browser.PrivateKey,
            "ActiveReach__WebPush__Subject" => "mailto:push@shop.example",
            "ActiveReach__WebPush__Hosts" => "127.0.0.1,.push.services.mozilla.com",
            _ => null,
        }, _ => []);
        var (fcm, browsers) = (FcmOptions.Read(settings), WebPushOptions.Read(settings));
        settings.Check();
        provider = new PushProvider(fcm, browsers, http, TimeProvider.System, this);
    }

    public async Task<HandOver> SendAsync(params PushDevice[] devices) => Assert.Single(await Provider.SendAsync([Message(devices)], CancellationToken.None));

    public static OutgoingMessage Message(params PushDevice[] devices) => new()
    {
        IdempotencyKey = "cmp_1.1:0:3:4",
        FirstSentAt = default,
        From = "shop",
        To = "ctc_1",
        Tag = "cmp_1.1:0:3:4",
        Title = "It's here",
        Text = "Hi Ann, \"now\" ☕",
        Link = "https://reach.example/r/abc",
        Media = [new MessageMedia("https://reach.example/m/abc", "image/png", "sale.png")],
        Devices = devices,
        Origin = new MessageOrigin(null, null, null, null, null),
    };

    public PushDevice Phone(string id = "dev_1") => new(id, DevicePlatform.Android, $"token-of-{id}");

    public PushDevice Web(string id = "dev_web") => new(id, DevicePlatform.Web, Browser.Subscription);

    public async ValueTask DisposeAsync()
    {
        provider?.Dispose();
        http.Dispose();
        await Firebase.DisposeAsync();
        await Browser.DisposeAsync();
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => log.Add(formatter(state, exception));
}
