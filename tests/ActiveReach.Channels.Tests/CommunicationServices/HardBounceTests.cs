using ActiveReach.Channels.Email;

namespace ActiveReach.Channels.Tests.CommunicationServices;

public sealed class HardBounceTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Status Message")]
    [InlineData("550 5.1.1 The email account that you tried to reach does not exist.")]
    [InlineData("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup")]
    [InlineData("smtp; 550 5.1.2 Bad destination system")]
    [InlineData("554 5.2.1 The email account that you tried to reach is disabled.")]
    [InlineData("550 5.4.1 Recipient address rejected: Access denied.")]
    [InlineData("5.4.4 No such host")]
    [InlineData("550 No such user here")]
    [InlineData("553 sorry, that domain isn't in my list of allowed rcpthosts")]
    [InlineData("551 User not local")]
    [InlineData("Mailbox does not exist")]
    public void A_mailbox_that_takes_no_mail_is_a_hard_bounce(string? status) => Assert.True(HardBounce.Is(status));

    [Theory]
    [InlineData("452 4.2.2 The email account that you tried to reach is over quota.")]
    [InlineData("552 5.2.2 Mailbox full")]
    [InlineData("552 5.3.4 Message size exceeds fixed limit")]
    [InlineData("421 4.7.0 Try again later, closing connection.")]
    [InlineData("450 4.1.1 Greylisted")]
    [InlineData("550 5.7.1 Message rejected as spam")]
    [InlineData("550 5.7.26 This mail is unauthenticated")]
    [InlineData("553 5.1.8 Sender address rejected: Domain not found")]
    [InlineData("451 Requested action aborted")]
    [InlineData("552 Requested mail action aborted: exceeded storage allocation")]
    [InlineData("Mailbox full, try again later")]
    [InlineData("Soft bounce")]
    public void What_may_pass_or_is_not_the_mailboxs_is_none(string status) => Assert.False(HardBounce.Is(status));
}
