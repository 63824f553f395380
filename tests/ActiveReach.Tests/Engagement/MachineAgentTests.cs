using ActiveReach.Engagement;

namespace ActiveReach.Tests.Engagement;

public sealed class MachineAgentTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)", true)]
    [InlineData("YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html", true)]
    [InlineData("Mozilla/5.0", true)]
    [InlineData("Mozilla/5.0 (compatible; bingbot/2.0)", true)]
    [InlineData("WhatsApp/2.23.20.0 A", true)]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148", false)]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36", false)]
    [InlineData("curl/8.5.0", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Proxies_and_scanners_are_told_from_people(string? agent, bool isMachine) => Assert.Equal(isMachine, MachineAgents.Names(agent));
}
