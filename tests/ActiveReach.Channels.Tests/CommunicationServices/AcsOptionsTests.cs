using ActiveReach.Channels.CommunicationServices;
using ActiveReach.Channels.Tests.Vendors;
using ActiveReach.Settings;

namespace ActiveReach.Channels.Tests.CommunicationServices;

public sealed class AcsOptionsTests
{
    private const string Connection = "endpoint=https://shop.communication.azure.com/;accesskey=c2VjcmV0IHNlY3JldA==";

    [Fact]
    public void Without_a_resource_there_is_none() => Assert.Null(Read(("SmsPerMinute", "10")));

    [Fact]
    public void A_connection_string_brings_address_and_key()
    {
        var options = Read(("ConnectionString", Connection), ("EmailPerMinute", "unlimited"))!;
        Assert.Equal(("shop.communication.azure.com", 200, null), (options.Account, options.SmsPerMinute, options.EmailPerMinute));
        Assert.Equal("secret secret"u8, options.AccessKey!.Value.Span);
    }

    [Fact]
    public void An_address_alone_means_the_apps_identity() => Assert.Null(Read(("Endpoint", "https://shop.communication.azure.com"))!.AccessKey);

    [Theory]
    [InlineData("Endpoint", "http://shop.communication.azure.com", "ActiveReach__CommunicationServices__Endpoint is 'http://shop.communication.azure.com'; write the https address of the resource")]
    [InlineData("Endpoint", "shop", "ActiveReach__CommunicationServices__Endpoint is 'shop'")]
    [InlineData("ConnectionString", "endpoint=https://shop.example;accesskey=???", "ActiveReach__CommunicationServices__ConnectionString can't be read; write endpoint=")]
    [InlineData("ConnectionString", "DefaultEndpointsProtocol=https;AccountKey=abcd", "ActiveReach__CommunicationServices__ConnectionString can't be read")]
    [InlineData("SmsPerMinute", "0", "ActiveReach__CommunicationServices__SmsPerMinute is '0'; write a whole number from 1")]
    [InlineData("WhatsAppChannels__18005550101", "shop", "ActiveReach__CommunicationServices__WhatsAppChannels__18005550101 is 'shop'; write the channel's registration id")]
    [InlineData("WhatsAppChannels__shop", "0f0eb78e-a576-4dfc-b414-0f0756de3338", "ActiveReach__CommunicationServices__WhatsAppChannels__shop has no number for its last part")]
    [InlineData("ClientId", "me", "ActiveReach__CommunicationServices__ClientId is 'me'")]
    public void What_cannot_be_meant_is_refused_with_name_value_and_remedy(string name, string value, string refusal) =>
        Assert.StartsWith(refusal, Assert.Throws<SettingsRefusedException>(() => Read((name, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_key_is_never_repeated_by_a_refusal()
    {
        var refused = Assert.Throws<SettingsRefusedException>(() => Read(("ConnectionString", Connection + "!"), ("Endpoint", "https://shop.communication.azure.com")));
        Assert.DoesNotContain("c2Vj", refused.Message, StringComparison.Ordinal);
        Assert.Contains("remove one", Assert.Throws<SettingsRefusedException>(() => Read(("ConnectionString", Connection), ("Endpoint", "https://shop.communication.azure.com"))).Message, StringComparison.Ordinal);
    }

    private static AcsOptions? Read(params (string Name, string Value)[] given) => Sent.Read("CommunicationServices", AcsOptions.Read, given);
}
