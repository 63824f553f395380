using ActiveReach.Replies;
using ActiveReach.Words;

namespace ActiveReach.Tests.Replies;

public sealed class ReplyKeywordTests
{
    [Theory]
    [InlineData("STOP")]
    [InlineData("stop")]
    [InlineData(" Stop. ")]
    [InlineData("“STOP!”")]
    [InlineData("S.T.O.P.")]
    [InlineData("stopall")]
    [InlineData("Stop all")]
    [InlineData("Unsubscribe")]
    [InlineData("cancel")]
    [InlineData("End")]
    [InlineData("QUIT")]
    [InlineData("revoke")]
    [InlineData("optout")]
    [InlineData("Opt-out")]
    [InlineData("OPT  OUT")]
    [InlineData("arret")]
    [InlineData("ARRÊT")]
    [InlineData("ＳＴＯＰ")]
    [InlineData("stop 🛑")]
    public void A_keyword_alone_is_an_opt_out(string text) => Assert.Equal(ReplyKind.OptOut, ReplyKeywords.Classify(text));

    [Theory]
    [InlineData("START", ReplyKind.OptIn)]
    [InlineData("yes", ReplyKind.OptIn)]
    [InlineData("Unstop!", ReplyKind.OptIn)]
    [InlineData("help", ReplyKind.Help)]
    [InlineData("INFO?", ReplyKind.Help)]
    public void Start_and_help_are_known(string text, ReplyKind kind) => Assert.Equal(kind, ReplyKeywords.Classify(text));

    [Theory]
    [InlineData("please stop texting me")]
    [InlineData("Stop sending these")]
    [InlineData("stop it")]
    [InlineData("Don't text me again")]
    [InlineData("do not contact me")]
    [InlineData("Remove me from your list")]
    [InlineData("take me off this list")]
    [InlineData("no more messages")]
    [InlineData("I want to unsubscribe")]
    [InlineData("how do I opt out?")]
    [InlineData("Leave me alone!!")]
    public void Other_words_that_ask_to_stop_are_left_to_a_person(string text) => Assert.Equal(ReplyKind.StopRequest, ReplyKeywords.Classify(text));

    [Theory]
    [InlineData("don't stop!")]
    [InlineData("Don’t stop sending these")]
    [InlineData("never stop")]
    [InlineData("yes please")]
    [InlineData("no thanks")]
    [InlineData("is there a bus stop nearby?")]
    [InlineData("when does it end")]
    [InlineData("can I cancel my order?")]
    [InlineData("help me choose")]
    [InlineData("")]
    [InlineData("🙂")]
    public void Anything_else_is_a_reply(string text) => Assert.Equal(ReplyKind.Reply, ReplyKeywords.Classify(text));

    [Fact]
    public void No_text_makes_it_fail_or_hang()
    {
        var random = new Random(3);
        for (var i = 0; i < 2000; i++)
            ReplyKeywords.Classify(new string([.. Enumerable.Range(0, random.Next(4000)).Select(_ => (char)random.Next(0x20, 0xffff))]));
    }
}
