using System.Net;
using ActiveReach.Channels.Ses;
using ActiveReach.Problems;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveReach.Channels.Tests.Ses;

public sealed class SnsSubscriptionTests
{
    private const string Ours = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-west-1:123456789012:mail-events&Token=2336412f37";

    [Fact]
    public async Task The_address_that_SNS_gives_is_visited()
    {
        using var amazon = new Amazon(HttpStatusCode.OK);
        await Subscription(amazon).ConfirmAsync(Ours, CancellationToken.None);
        Assert.Equal([new Uri(Ours)], amazon.Visited);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sns.eu-west-1.amazonaws.com")]
    [InlineData("http://sns.eu-west-1.amazonaws.com/")]
    [InlineData("https://sns.eu-west-1.amazonaws.com:8443/")]
    [InlineData("https://me@sns.eu-west-1.amazonaws.com/")]
    [InlineData("https://sns.eu-west-1.amazonaws.com.evil.example/")]
    [InlineData("https://evil.example/sns.eu-west-1.amazonaws.com")]
    [InlineData("https://bucket.s3.amazonaws.com/")]
    [InlineData("https://sns.a.b.amazonaws.com/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    public async Task Nobody_else_is(string? address)
    {
        using var amazon = new Amazon(HttpStatusCode.OK);
        Assert.Equal("SubscribeURL", (await Assert.ThrowsAsync<InvalidInputException>(() => Subscription(amazon).ConfirmAsync(address, CancellationToken.None))).Problems[0].Path);
        Assert.Empty(amazon.Visited);
    }

    [Fact]
    public async Task What_SNS_does_not_take_now_is_asked_again()
    {
        using var amazon = new Amazon(HttpStatusCode.Found);
        await Assert.ThrowsAsync<BusyException>(() => Subscription(amazon).ConfirmAsync(Ours, CancellationToken.None));
    }

    [Fact]
    public void A_topic_that_is_named_is_the_only_one()
    {
        using var amazon = new Amazon(HttpStatusCode.OK);
        Assert.True(Subscription(amazon).IsOurs("arn:1"));
        Assert.False(Subscription(amazon).IsOurs("arn:2"));
        Assert.False(Subscription(amazon).IsOurs(null));
        Assert.True(Subscription(amazon, topic: null).IsOurs("arn:2"));
    }

    private static SnsSubscription Subscription(Amazon amazon, string? topic = "arn:1") => new(topic, new HttpClient(amazon, disposeHandler: false), NullLogger<SnsSubscription>.Instance);

    private sealed class Amazon(HttpStatusCode status) : HttpMessageHandler
    {
        public List<Uri> Visited { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Visited.Add(request.RequestUri!);
            return Task.FromResult(new HttpResponseMessage(status));
        }
    }
}
