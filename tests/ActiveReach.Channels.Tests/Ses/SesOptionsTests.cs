using ActiveReach.Channels.Ses;
using ActiveReach.Channels.Tests.Vendors;
using ActiveReach.Settings;

namespace ActiveReach.Channels.Tests.Ses;

public sealed class SesOptionsTests
{
    private static readonly (string, string)[] Enough = [("Region", "eu-west-1"), ("AccessKeyId", "AKIAIOSFODNN7EXAMPLE"), ("SecretAccessKey", "a-secret-of-somebody")];

    [Fact]
    public void Without_a_region_there_is_none() => Assert.Null(Read(("AccessKeyId", "AKIAIOSFODNN7EXAMPLE")));

    [Fact]
    public void A_region_and_a_key_are_enough()
    {
        var options = Read(Enough)!;
        Assert.Equal(("https://email.eu-west-1.amazonaws.com/", 60, null), (options.Endpoint.AbsoluteUri, options.PerMinute, options.ConfigurationSet));
        Assert.Equal("https://email.us-gov-west-1.amazonaws.com/", Read([("Region", "us-gov-west-1"), .. Enough[1..]])!.Endpoint.AbsoluteUri);
    }

    [Theory]
    [InlineData("Region", "Ireland", "ActiveReach__Ses__Region is 'Ireland'; write a region")]
    [InlineData("Region", "eu-west-1", "ActiveReach__Ses__AccessKeyId is missing; write the id and the secret")]
    [InlineData("AccessKeyId", "me", "ActiveReach__Ses__AccessKeyId is 'me'; write the id")]
    [InlineData("SecretAccessKey", "short", "ActiveReach__Ses__SecretAccessKey has 5 bytes")]
    [InlineData("ConfigurationSet", "my set", "ActiveReach__Ses__ConfigurationSet is 'my set'")]
    [InlineData("TopicArn", "mail-events", "ActiveReach__Ses__TopicArn is 'mail-events'")]
    [InlineData("Endpoint", "http://email.example", "ActiveReach__Ses__Endpoint is 'http://email.example'; write an https address")]
    public void What_cannot_be_meant_is_refused_with_name_value_and_remedy(string name, string value, string refusal) =>
        Assert.StartsWith(refusal, Assert.Throws<SettingsRefusedException>(() => Read((name, value))).Message, StringComparison.Ordinal);

    private static SesOptions? Read(params (string Name, string Value)[] given) => Sent.Read("Ses", SesOptions.Read, given);
}
