using ActiveReach.Channels.Vendors;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Smtp;

/// <summary>Mails through a mail server. SMTP knows no key by which a mail could be repeated and brings no reports: a mail that was handed over is all that is known
/// of it, and one whose words were on their way when the connection broke is never sent again.</summary>
public sealed class SmtpProvider : IChannelProvider, IDisposable
{
    private readonly SmtpOptions options;
    private readonly SmtpConnections connections;
    private readonly ILogger<SmtpProvider> log;

    public SmtpProvider(SmtpOptions options, ILogger<SmtpProvider> log)
        : this(options, log, adapt: null)
    {
    }

    /// <param name="adapt">What a connection needs besides; null in production.</param>
    /// <param name="reach">How the server is reached; null is the usual way.</param>
    internal SmtpProvider(SmtpOptions options, ILogger<SmtpProvider> log, Action<SmtpClient>? adapt, PublicConnections? reach = null) =>
        (this.options, this.log, connections, Limit) = (options, log, new SmtpConnections(options, adapt, reach), new SendLimit(options.Host, Channel.Email, options.PerMinute) { PerHour = options.PerHour, PerDay = options.PerDay });

    public Channel Channel => Channel.Email;

    public int MessagesPerCall => 1;

    public int Concurrency => options.Connections;

    public TimeSpan RepeatWindow => TimeSpan.Zero;

    public bool ReportsDelivery => false;

    public SendLimit Limit { get; }

    /// <summary>That of a workspace's account.</summary>
    /// <param name="isOpen">Whether it may lie at a private address.</param>
    public static SmtpProvider OfAccount(SmtpOptions options, ILogger<SmtpProvider> log, bool isOpen) => new(options, log, null, isOpen ? null : new PublicConnections());

    public async Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        if (messages is not [var message])
            throw new ArgumentException($"A call carries one mail, not {messages.Count}.", nameof(messages));
        try
        {
            await connections.EnterAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return [Unavailable];
        }

        try
        {
            // One that was used before may have been closed by the server meanwhile: then a new one is tried.
            if (connections.Used() is { } used && await TryAsync(used, message, cancellation) is { } answer)
                return [answer];
            return [await OpenAsync(cancellation) is var (client, refusal) && client is not null ? await TryAsync(client, message, cancellation) ?? Unavailable : refusal];
        }
        finally
        {
            connections.Leave();
        }
    }

    public async Task<ProviderCheck> CheckAsync(CancellationToken cancellation)
    {
        await connections.EnterAsync(cancellation);
        try
        {
            var (client, refusal) = await OpenAsync(cancellation);
            client?.Dispose();
            return client is not null ? new ProviderCheck(true, $"{options.Host} is there and lets us in.")
                : refusal.Reason is "not_authorized" ? new ProviderCheck(false, $"{options.Host} doesn't let {options.User} in: check user and password.")
                : new ProviderCheck(false, $"There is no connection to {options.Host}, port {options.Port}: check host, port and security.");
        }
        finally
        {
            connections.Leave();
        }
    }

    public void Dispose() => connections.Dispose();

    private static HandOver Unavailable => new(HandOverResult.Deferred, null, "unavailable");

    private async Task<(SmtpClient? Client, HandOver Refusal)> OpenAsync(CancellationToken cancellation)
    {
        try
        {
            return (await connections.OpenAsync(cancellation), default);
        }
        catch (AuthenticationException)
        {
            log.LogWarning("{Host} doesn't let {User} in; no mail is sent until it does. Check ActiveReach__Smtp__User and ActiveReach__Smtp__Password.", options.Host, options.User);
            return (null, new HandOver(HandOverResult.Deferred, null, "not_authorized"));
        }
        catch (Exception error)
        {
            // Nothing of a mail was said yet.
            log.LogWarning("There is no connection to {Host}, port {Port} ({Fault}); no mail is sent until there is one.", options.Host, options.Port, error.GetType().Name);
            return (null, Unavailable);
        }
    }

    /// <summary>Null where the connection failed before any of the mail was on its way. Where it was, nothing is known, and the failure is thrown.</summary>
    private async Task<HandOver?> TryAsync(SmtpClient client, OutgoingMessage message, CancellationToken cancellation)
    {
        var way = new Way();
        var keeps = false;
        try
        {
            await client.SendAsync(SmtpMessage.Of(message), cancellation, way);
            keeps = true;
            return new HandOver(HandOverResult.Accepted, message.Tag);
        }
        catch (SmtpCommandException refusal)
        {
            keeps = client.IsConnected && (int)refusal.StatusCode is not 421;
            return SmtpVerdict.Of(refusal);
        }
        catch (ServiceNotAuthenticatedException)
        {
            return new HandOver(HandOverResult.Deferred, null, "not_authorized");
        }
        catch (Exception error) when (error is NotSupportedException or FormatException)
        {
            // An address in letters that this server can't write.
            return new HandOver(HandOverResult.Rejected, null, "invalid_address");
        }
        catch (Exception) when (!way.IsBegun)
        {
            return null;
        }
        finally
        {
            if (keeps)
                connections.Keep(client);
            else
                client.Dispose();
        }
    }

    /// <summary>Whether any of a mail's words has left.</summary>
    private sealed class Way : ITransferProgress
    {
        public bool IsBegun { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => IsBegun = true;

        public void Report(long bytesTransferred) => IsBegun = true;
    }
}
