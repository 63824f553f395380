using ActiveReach.Channels.Tests.Vendors;
using ActiveReach.Channels.WhatsApp;
using ActiveReach.Settings;

namespace ActiveReach.Channels.Tests.WhatsApp;

public sealed class MetaOptionsTests
{
    private static readonly (string, string)[] Enough = [("AccessToken", "EAAJ-a-token-of-ours"), ("BusinessAccountId", "102290129340398"), ("PhoneNumbers__18005550101", "106540352242922")];

    [Fact]
    public void Without_a_token_there_is_none() => Assert.Null(Read(("PhoneNumbers__18005550101", "106540352242922")));

    [Fact]
    public void A_token_an_account_and_a_number_are_enough()
    {
        var options = Read(Enough)!;
        Assert.Equal(("https://graph.facebook.com/v25.0", 4800, null), (options.Endpoint.AbsoluteUri, options.PerMinute, options.VerifyToken));
        Assert.Equal("106540352242922", options.PhoneNumbers["18005550101"]);
    }

    [Fact]
    public void A_tier_and_an_app_may_be_named()
    {
        var options = Read([.. Enough, ("PerDay", "2000"), ("AppId", "670843887433847")])!;
        Assert.Equal((2000, "670843887433847"), (options.PerDay, options.AppId));
        Assert.Equal((null, null), (Read(Enough)!.PerDay, Read(Enough)!.AppId));
    }

    [Theory]
    [InlineData("PerDay", "0", "ActiveReach__WhatsApp__PerDay is '0'")]
    [InlineData("AppId", "shop", "ActiveReach__WhatsApp__AppId is 'shop'; write the digits")]
    [InlineData("AccessToken", "short", "ActiveReach__WhatsApp__AccessToken has 5 bytes; write at least 16")]
    [InlineData("AccessToken", "EAAJ-a-token-of-ours", "ActiveReach__WhatsApp__BusinessAccountId is missing")]
    [InlineData("BusinessAccountId", "shop", "ActiveReach__WhatsApp__BusinessAccountId is 'shop'; write the digits")]
    [InlineData("PhoneNumbers__18005550101", "+1800", "ActiveReach__WhatsApp__PhoneNumbers__18005550101 is '+1800'; write Meta's id")]
    [InlineData("PhoneNumbers__shop", "106540352242922", "ActiveReach__WhatsApp__PhoneNumbers__shop has no number for its last part")]
    [InlineData("Endpoint", "http://graph.facebook.com/v25.0", "ActiveReach__WhatsApp__Endpoint is 'http://graph.facebook.com/v25.0'; write an https address")]
    public void What_cannot_be_meant_is_refused_with_name_value_and_remedy(string name, string value, string refusal)
    {
        var refused = Assert.Throws<SettingsRefusedException>(() => Read((name, value))).Message;
        Assert.Contains(refusal, refused, StringComparison.Ordinal);
        Assert.DoesNotContain("EAAJ", refused, StringComparison.Ordinal);
    }

    private static MetaOptions? Read(params (string Name, string Value)[] given) => Sent.Read("WhatsApp", MetaOptions.Read, given);
}
