using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Push;

/// <summary>Push messages to all devices of a contact, each by the service of its platform. A message is handed over once one device's service has taken it; what is
/// known of none stays in doubt, and is never sent again, since nobody knows keys.</summary>
public sealed class PushProvider : IChannelProvider, IDisposable
{
    private readonly FcmSender? fcm;
    private readonly WebPushSender? browsers;

    /// <param name="fcm">Null: devices with Android and iOS are not reached.</param>
    /// <param name="browsers">Null: browsers are not.</param>
    /// <param name="clock">The world's.</param>
    public PushProvider(FcmOptions? fcm, WebPushOptions? browsers, HttpClient http, TimeProvider clock, ILogger<PushProvider> log)
    {
        this.fcm = fcm is null ? null : new FcmSender(fcm, http, clock, log);
        this.browsers = browsers is null ? null : new WebPushSender(browsers, http, log);
        Limit = new SendLimit(fcm?.Account.Project ?? (browsers is null ? "nobody" : $"browsers …{browsers.PublicKey[^6..]}"), Channel.Push, fcm?.PerMinute);
    }

    public Channel Channel => Channel.Push;

    public int MessagesPerCall => 1;

    public int Concurrency => 32;

    public TimeSpan RepeatWindow => TimeSpan.Zero;

    public bool ReportsDelivery => false;

    public SendLimit Limit { get; }

    public async Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        if (messages is not [var message])
            throw new ArgumentException($"A call carries one message, not {messages.Count}.", nameof(messages));
        var outcomes = await Task.WhenAll(message.Devices.Select(device => SendAsync(message, device, cancellation)));
        string[] dead = [.. message.Devices.Where((_, place) => outcomes[place].IsDead).Select(device => device.Id)];
        return [Together(outcomes) with { DeadDevices = dead.Length == 0 ? null : dead }];
    }

    /// <summary>Whether Firebase would take a message. A browser's push service is known by a subscription alone.</summary>
    public Task<ProviderCheck> CheckAsync(CancellationToken cancellation) =>
        fcm?.CheckAsync(cancellation) ?? Task.FromResult(new ProviderCheck(null, "Push services of browsers can't be asked without a subscription: send a test campaign to a contact with a browser of yours."));

    public void Dispose()
    {
        fcm?.Dispose();
        browsers?.Dispose();
    }

    private Task<PushOutcome> SendAsync(OutgoingMessage message, PushDevice device, CancellationToken cancellation) => device.Platform is DevicePlatform.Web
        ? browsers?.SendAsync(message, device, cancellation) ?? Task.FromResult(PushOutcome.Rejected("no_provider_for_browsers"))
        : fcm?.SendAsync(message, device, cancellation) ?? Task.FromResult(PushOutcome.Rejected("no_provider_for_apps"));

    /// <summary>The best that is known: taken by one, in doubt, to be tried later by all who may, refused.</summary>
    private static HandOver Together(PushOutcome[] outcomes)
    {
        foreach (var result in new[] { HandOverResult.Accepted, HandOverResult.Unknown, HandOverResult.Deferred, HandOverResult.Rejected })
        {
            var known = outcomes.Where(outcome => outcome.HandOver.Result == result).Select(outcome => outcome.HandOver).ToList();
            if (known.Count > 0)
                return known.MaxBy(each => each.RetryAfter ?? TimeSpan.Zero);
        }

        return new HandOver(HandOverResult.Rejected, null, "no_devices");
    }
}
