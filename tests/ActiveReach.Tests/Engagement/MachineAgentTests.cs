using ActiveReach.Engagement.Machines;

namespace ActiveReach.Tests.Engagement;

public sealed class MachineAgentTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.3.0")]
    [InlineData("Mozilla/5.0 (Linux; Android 9; CUBOT_X18_Plus) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.4844.88 Mobile Safari/537.36")]
    [InlineData("Mozilla/5.0 (Linux; Android 9; CUBOT) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.4844.88 Mobile Safari/537.36")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/470.0.0.40.110;FBBV/612345]")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 337.0.2.24.92 (iPhone14,5)")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36")]
    [InlineData("Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; Win64; x64; Trident/7.0; .NET4.0C; .NET4.0E; Microsoft Outlook 16.0.17928; ms-office; MSOffice 16)")]
    [InlineData("Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17928; Pro)")]
    [InlineData("Outlook-iOS/709.2226530.prod.iphone (3.24.1)")]
    [InlineData("Dalvik/2.1.0 (Linux; U; Android 13; SM-A536B Build/TP1A.220624.014)")]
    [InlineData("Opera/9.80 (Windows NT 6.1; WOW64) Presto/2.12.388 Version/12.18")]
    [InlineData("Mozilla/5.0 (Linux; Android 12; V2148A) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/98.0.4758.102 Mobile Safari/537.36 SogouMSE,SogouMobileBrowser/5.30.8")]
    public void Browsers_and_mail_programs_are_people(string agent)
    {
        Assert.Null(MachineRules.Find(new Visit(VisitKind.Open, agent)));
        Assert.Null(MachineRules.Find(new Visit(VisitKind.Click, agent)));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)")]
    [InlineData("YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html")]
    public void Proxies_that_load_when_a_person_opens_open_for_them_but_never_click(string agent)
    {
        Assert.Null(MachineRules.Find(new Visit(VisitKind.Open, agent)));
        Assert.Equal(MachineRules.PictureProxy, MachineRules.Find(new Visit(VisitKind.Click, agent)));
    }

    [Theory]
    [InlineData(null, "no_agent")]
    [InlineData("", "no_agent")]
    [InlineData("  ", "no_agent")]
    [InlineData("Mozilla/5.0", "privacy_proxy")]
    [InlineData("curl/8.5.0", "program: curl")]
    [InlineData("SomethingNew/1.0", "program")]
    [InlineData("Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.19041.4522", "program: PowerShell")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 Safari/537.36", "headless_browser: HeadlessChrome")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0", "mail_scanner: Edge/12.246 Mozilla/5.0")]
    [InlineData("Mozilla/5.0 (compatible; NewlyMadeBot/2.1; unheard of)", "crawler")]
    [InlineData("Mozilla/5.0 (compatible; Somebody/2.1; +https://somebody.example)", "crawler: +http")]
    [InlineData("Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)", "crawler: Sogou web spider")]
    public void The_rule_that_tells_a_machine_is_named(string? agent, string rule)
    {
        Assert.Equal(rule, MachineRules.Find(new Visit(VisitKind.Open, agent)));
        Assert.Equal(rule, MachineRules.Find(new Visit(VisitKind.Click, agent)));
    }
}
