using ActiveReach.Channels.Tests.Vendors;
using ActiveReach.Channels.Twilio;
using ActiveReach.Settings;

namespace ActiveReach.Channels.Tests.Twilio;

public sealed class TwilioOptionsTests
{
    private const string Account = "AC0123456789abcdef0123456789abcdef";

    [Fact]
    public void Without_an_account_there_is_none() => Assert.Null(Read(("AuthToken", "a-token-of-somebody")));

    [Fact]
    public void An_account_and_its_token_are_enough()
    {
        var options = Read(("AccountSid", Account), ("AuthToken", "a-token-of-somebody"))!;
        Assert.Equal(("https://api.twilio.com/", 60, (Account, "a-token-of-somebody")), (options.Endpoint.AbsoluteUri, options.PerMinute, options.Credentials));
    }

    [Fact]
    public void A_key_takes_the_tokens_place() => Assert.Equal(
        ("SK0123456789abcdef0123456789abcdef", "a-secret-of-somebody"), Read(("AccountSid", Account), ("ApiKey", "SK0123456789abcdef0123456789abcdef"), ("ApiKeySecret", "a-secret-of-somebody"))!.Credentials);

    [Fact]
    public void An_account_takes_texts_and_what_else_it_says()
    {
        Assert.Equal("sms", Read(("AccountSid", Account), ("AuthToken", "a-token-of-somebody"))!.Channels.ToString());
        Assert.Equal("whatsapp, rcs", Read(("AccountSid", Account), ("AuthToken", "a-token-of-somebody"), ("Channels", "rcs, whatsapp"))!.Channels.ToString());
    }

    [Fact]
    public void What_is_written_for_all_senders_holds_for_each_kind_that_has_none_of_its_own()
    {
        (string, string)[] account = [("AccountSid", Account), ("AuthToken", "a-token-of-somebody")];
        Assert.Equal((60, 180, 6000, 600), LimitsOf(Read(account)!));
        Assert.Equal((30, 30, 30, 30), LimitsOf(Read([.. account, ("PerMinute", "30")])!));
        Assert.Equal((null, 240, null, null), LimitsOf(Read([.. account, ("PerMinute", "unlimited"), ("TollFreePerMinute", "240")])!));

        static (int?, int?, int?, int?) LimitsOf(TwilioOptions options) => (options.PerMinute, options.TollFreePerMinute, options.ShortCodePerMinute, options.NamePerMinute);
    }

    [Fact]
    public void Senders_that_have_a_limit_together_share_one_and_others_have_their_own()
    {
        var options = Read(("AccountSid", Account), ("AuthToken", "a-token-of-somebody"), ("SendersTogether__acme", "+15005550006, 15005550007"), ("PerMinuteOfSender__acme", "240"), ("PerSecondOfSender__15005550008", "3"))!;
        Assert.Equal((240, "acme"), (options.LimitOf("+15005550006")!.PerMinute, options.LimitOf("+15005550006")!.Sender));
        Assert.Equal(options.LimitOf("+15005550006"), options.LimitOf("+15005550007"));
        Assert.Equal((null, 3, "+15005550008"), (options.LimitOf("+15005550008")!.PerMinute, options.LimitOf("+15005550008")!.PerSecond, options.LimitOf("+15005550008")!.Sender));
        Assert.Equal((60, "+15005550009"), (options.LimitOf("+15005550009")!.PerMinute, options.LimitOf("+15005550009")!.Sender));
    }

    [Theory]
    [InlineData("15005550006", null, null, "SendersTogether__acme is '15005550006', which has no limit together; write ActiveReach__Twilio__PerMinuteOfSender__acme")]
    [InlineData("15005550006,,1500", "PerMinuteOfSender__acme", null, "SendersTogether__acme is '15005550006,,1500'; write digits of numbers")]
    [InlineData("15005550006,+15005550006", "PerMinuteOfSender__acme", null, "SendersTogether__acme has 15005550006, which is in ActiveReach__Twilio__SendersTogether__acme too")]
    [InlineData("15005550006", "PerMinuteOfSender__acme", "PerSecondOfSender__15005550006", "SendersTogether__acme has 15005550006, which has a limit of its own")]
    public void Senders_together_are_refused_where_nobody_knows_which_limit_they_have(string senders, string? figure, string? own, string refusal)
    {
        (string, string)[] figures = [.. new[] { figure, own }.OfType<string>().Select(name => (name, "60"))];
        var refused = Assert.Throws<SettingsRefusedException>(() => Read([("AccountSid", Account), ("AuthToken", "a-token-of-somebody"), ("SendersTogether__acme", senders), .. figures])).Message;
        Assert.Contains("ActiveReach__Twilio__" + refusal, refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Channels", "sms,email", "ActiveReach__Twilio__Channels is 'sms,email'; write some of sms, rcs and whatsapp")]
    [InlineData("Channels", "sms,,rcs", "ActiveReach__Twilio__Channels is 'sms,,rcs'; write some of sms, rcs and whatsapp")]
    [InlineData("AccountSid", "AC1", "ActiveReach__Twilio__AccountSid is 'AC1'; write the account's SID")]
    [InlineData("AccountSid", Account, "ActiveReach__Twilio__AuthToken is missing; write the token")]
    [InlineData("ApiKey", "SK0123456789abcdef0123456789abcdef", "ActiveReach__Twilio__ApiKeySecret is missing; write both")]
    [InlineData("ApiKeySecret", "a-secret-of-somebody", "ActiveReach__Twilio__ApiKey is missing; write both")]
    [InlineData("AuthToken", "short", "ActiveReach__Twilio__AuthToken has 5 bytes")]
    [InlineData("MessagingServiceSid", "shop", "ActiveReach__Twilio__MessagingServiceSid is 'shop'")]
    [InlineData("Endpoint", "http://api.twilio.com", "ActiveReach__Twilio__Endpoint is 'http://api.twilio.com'; write an https address")]
    public void What_cannot_be_meant_is_refused_with_name_value_and_remedy(string name, string value, string refusal)
    {
        var refused = Assert.Throws<SettingsRefusedException>(() => Read((name, value))).Message;
        Assert.StartsWith(refusal, refused, StringComparison.Ordinal);
        Assert.DoesNotContain("of-somebody", refused, StringComparison.Ordinal);
    }

    private static TwilioOptions? Read(params (string Name, string Value)[] given) => Sent.Read("Twilio", TwilioOptions.Read, given);
}
