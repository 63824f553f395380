using ActiveReach.Channels.Smtp;
using ActiveReach.Channels.Tests.CommunicationServices;
using Carriers.StandIn.Smtp;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveReach.Channels.Tests.Smtp;

public sealed class SmtpProviderTests
{
    [Fact]
    public async Task A_mail_has_its_tag_for_an_id_both_parts_and_the_way_out()
    {
        await using var server = new SmtpStandIn();
        using var provider = To(server);
        Assert.Equal(new HandOver(HandOverResult.Accepted, "run.1:0:0:1"), await SendAsync(provider));

        var mail = Assert.Single(server.Mails);
        Assert.Equal(("news@shop.example", "c1@example.com"), (mail.From, mail.To));
        Assert.Contains("Message-Id: <run.1.0.0.1@shop.example>", mail.Words, StringComparison.Ordinal);
        Assert.Contains("List-Unsubscribe: <https://shop.example/u/1>", mail.Words, StringComparison.Ordinal);
        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click", mail.Words, StringComparison.Ordinal);
        Assert.Contains("multipart/alternative", mail.Words, StringComparison.Ordinal);
        Assert.Contains("<p>It's here</p>", mail.Words, StringComparison.Ordinal);
        Assert.Contains("=?utf-8?", mail.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_connection_carries_one_mail_after_the_other()
    {
        await using var server = new SmtpStandIn();
        using var provider = To(server);
        server.Next(new SmtpFate("RCPT", "550 5.1.1 No such user"));
        for (var number = 1; number <= 20; number++)
            await SendAsync(provider, number);
        Assert.Equal((19, 1), (server.Mails.Count, server.Connections));
    }

    [Fact]
    public async Task There_are_never_more_connections_than_are_allowed()
    {
        await using var server = new SmtpStandIn();
        using var provider = To(server, options => options with { Connections = 3 });
        await Task.WhenAll(Enumerable.Range(1, 60).Select(number => SendAsync(provider, number)));
        Assert.Equal(60, server.Mails.Select(mail => mail.To).Distinct().Count());
        Assert.InRange(server.Connections, 1, 3);
    }

    [Fact]
    public async Task A_server_that_is_trusted_gets_mail_and_password_in_secret()
    {
        await using var server = new SmtpStandIn("open sesame", canBeSecret: true);
        using var provider = To(server, Secret, client => client.ServerCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == server.Certificate!.GetCertHashString());
        Assert.Equal(HandOverResult.Accepted, (await SendAsync(provider)).Result);
        var mail = Assert.Single(server.Mails);
        Assert.Equal((true, "shop"), (mail.IsSecret, mail.User));
    }

    [Fact]
    public async Task A_server_that_nobody_vouches_for_or_that_cannot_keep_a_secret_gets_nothing()
    {
        await using var stranger = new SmtpStandIn("open sesame", canBeSecret: true);
        using var toStranger = To(stranger, Secret);
        Assert.Equal(new HandOver(HandOverResult.Deferred, null, "unavailable"), await SendAsync(toStranger));
        await using var open = new SmtpStandIn("open sesame");
        using var toOpen = To(open, Secret);
        Assert.Equal(new HandOver(HandOverResult.Deferred, null, "unavailable"), await SendAsync(toOpen));
    }

    [Fact]
    public async Task A_wrong_password_fails_nobody()
    {
        await using var server = new SmtpStandIn("open sesame");
        using var provider = To(server, options => options with { User = "shop", Password = "wrong" });
        Assert.Equal(new HandOver(HandOverResult.Deferred, null, "not_authorized"), await SendAsync(provider));
    }

    [Theory]
    [InlineData("MAIL", "550 5.7.1 Not yours", HandOverResult.Rejected, "sender_refused")]
    [InlineData("MAIL", "552 5.3.4 Too large", HandOverResult.Rejected, "too_large")]
    [InlineData("MAIL", "451 4.3.0 Later", HandOverResult.Deferred, "try_later")]
    [InlineData("MAIL", "530 5.7.0 Sign in first", HandOverResult.Deferred, "not_authorized")]
    [InlineData("RCPT", "550 5.1.1 No such user", HandOverResult.Rejected, "mailbox_unavailable")]
    [InlineData("RCPT", "452 4.2.2 Mailbox full", HandOverResult.Rejected, "mailbox_unavailable")]
    [InlineData("RCPT", "450 4.7.1 Too many", HandOverResult.Deferred, "try_later")]
    [InlineData("DATA", "451 4.3.2 Later", HandOverResult.Deferred, "try_later")]
    [InlineData("END", "554 5.7.1 Spam", HandOverResult.Rejected, "content_refused")]
    [InlineData("END", "451 4.7.0 Later", HandOverResult.Deferred, "try_later")]
    [InlineData("MAIL", "421 4.3.2 Closing", HandOverResult.Deferred, "unavailable")]
    public async Task Each_refusal_has_one_meaning(string command, string reply, HandOverResult result, string reason)
    {
        await using var server = new SmtpStandIn();
        using var provider = To(server);
        server.Next(new SmtpFate(command, reply));
        Assert.Equal(new HandOver(result, null, reason), await SendAsync(provider));
        Assert.Equal(HandOverResult.Accepted, (await SendAsync(provider, 2)).Result);
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task A_connection_that_breaks_before_the_words_has_sent_nothing()
    {
        await using var server = new SmtpStandIn();
        using var provider = To(server);
        server.Next(new SmtpFate("HELLO", null), new SmtpFate("MAIL", null));
        Assert.Equal(new HandOver(HandOverResult.Deferred, null, "unavailable"), await SendAsync(provider));
        Assert.Equal(new HandOver(HandOverResult.Deferred, null, "unavailable"), await SendAsync(provider));
    }

    [Fact]
    public async Task A_connection_that_was_closed_while_it_rested_is_replaced()
    {
        await using var server = new SmtpStandIn();
        using var provider = To(server);
        await SendAsync(provider);
        server.Next(new SmtpFate("MAIL", null));
        Assert.Equal(HandOverResult.Accepted, (await SendAsync(provider, 2)).Result);
        Assert.Equal((2, 2), (server.Mails.Count, server.Connections));
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_words_leaves_the_mail_in_doubt_for_good()
    {
        await using var server = new SmtpStandIn();
        using var provider = To(server);
        server.Next(new SmtpFate("END", null));
        await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(provider));
        Assert.Equal(TimeSpan.Zero, provider.RepeatWindow);
    }

    [Fact]
    public async Task Nobody_at_home_sends_nothing()
    {
        using var provider = new SmtpProvider(new SmtpOptions { Host = "127.0.0.1", Port = 1, Security = SmtpSecurity.None }, NullLogger<SmtpProvider>.Instance);
        Assert.Equal(new HandOver(HandOverResult.Deferred, null, "unavailable"), await SendAsync(provider));
    }

    private static SmtpOptions Secret(SmtpOptions options) => options with { Security = SmtpSecurity.StartTls, User = "shop", Password = "open sesame" };

    private static SmtpProvider To(SmtpStandIn server, Func<SmtpOptions, SmtpOptions>? change = null, Action<SmtpClient>? adapt = null)
    {
        var options = new SmtpOptions { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.None };
        return new SmtpProvider(change?.Invoke(options) ?? options, NullLogger<SmtpProvider>.Instance, adapt);
    }

    private static async Task<HandOver> SendAsync(SmtpProvider provider, int number = 1) => Assert.Single(await provider.SendAsync([AcsSetting.Mail(number)], CancellationToken.None));
}
