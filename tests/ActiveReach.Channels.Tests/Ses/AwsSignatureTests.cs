using System.Buffers;
using System.Text;
using ActiveReach.Channels.Ses;

namespace ActiveReach.Channels.Tests.Ses;

/// <summary>Amazon's own test suite of Signature Version 4, as far as it concerns us.</summary>
public sealed class AwsSignatureTests
{
    private static readonly AwsKey Key = KeyOf("service");
    private static readonly DateTimeOffset Date = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("GET", "", null, "", "host;x-amz-date", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("POST", "", null, "", "host;x-amz-date", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("GET", "?Param2=value2&Param1=value1", null, "", "host;x-amz-date", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData("POST", "", "application/x-www-form-urlencoded", "Param1=value1", "content-type;host;x-amz-date", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a")]
    public void A_request_of_the_suite_is_signed_as_the_suite_has_it(string method, string query, string? type, string body, string names, string signature) => Assert.Equal(
        $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders={names}, Signature={signature}",
        AwsSignature.Of(Key, method, new Uri($"https://example.amazonaws.com/{query}"), new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body)), Date, type is null ? [] : [("Content-Type", type)]));

    [Fact]
    public void The_example_of_the_manual_is_signed_as_the_manual_has_it() => Assert.EndsWith(
        "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
        AwsSignature.Of(KeyOf("iam"), "GET", new Uri("https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08"), default, Date, [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")]),
        StringComparison.Ordinal);

    private static AwsKey KeyOf(string service) => new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", service);
}
