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
