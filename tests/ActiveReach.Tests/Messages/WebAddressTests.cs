using ActiveReach.Messages;

namespace ActiveReach.Tests.Messages;

public sealed class WebAddressTests
{
    [Theory]
    [InlineData("https://shop.example/new", "https://shop.example/new")]
    [InlineData("https://shop.example", "https://shop.example")]
    [InlineData("  HTTPS://Shop.Example/New ", "https://shop.example/New")]
    [InlineData("https://bücher.example/straße?größe=ö#über", "https://xn--bcher-kva.example/stra%C3%9Fe?gr%C3%B6%C3%9Fe=%C3%B6#%C3%BCber")]
    [InlineData("https://BÜCHER.example:8443/", "https://xn--bcher-kva.example:8443/")]
    [InlineData("https://straße.example/", "https://xn--strae-oqa.example/")]
    [InlineData("http://президент.рф/новости", "http://xn--d1abbgf6aiiy.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8")]
    [InlineData("https://日本語。jp/日本", "https://xn--wgv71a119e.jp/%E6%97%A5%E6%9C%AC")]
    [InlineData("https://b%C3%BCcher.example/", "https://xn--bcher-kva.example/")]
    [InlineData("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/")]
    [InlineData("https://shop.example/caf%C3%A9/%2F?q=a%20b%26c", "https://shop.example/caf%C3%A9/%2F?q=a%20b%26c")]
    [InlineData("https://shop.example/café/%C3%A9", "https://shop.example/caf%C3%A9/%C3%A9")]
    [InlineData("https://shop.example/100%/50%25", "https://shop.example/100%25/50%25")]
    [InlineData("https://shop.example/a b?c=d e", "https://shop.example/a%20b?c=d%20e")]
    [InlineData("https://shop.example/?a[]=1&b=<c>|{d}", "https://shop.example/?a[]=1&b=%3Cc%3E%7C%7Bd%7D")]
    [InlineData("https://shop.example/😀", "https://shop.example/%F0%9F%98%80")]
    [InlineData("https://shop.example?q=é", "https://shop.example?q=%C3%A9")]
    [InlineData("https://me:pä@shop.example/", "https://me:p%C3%A4@shop.example/")]
    [InlineData("https://[2001:DB8::1]:8080/x", "https://[2001:db8::1]:8080/x")]
    [InlineData("https://my_shop.example/", "https://my_shop.example/")]
    public void An_address_is_written_in_ascii_and_nothing_is_encoded_twice(string written, string ascii)
    {
        Assert.True(WebAddress.TryRead(written, out var address));
        Assert.Equal(ascii, address);
        Assert.True(WebAddress.TryRead(address, out var again));
        Assert.Equal(ascii, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("shop.example")]
    [InlineData("www.shop.example/new")]
    [InlineData("/new")]
    [InlineData("//shop.example/new")]
    [InlineData("https://")]
    [InlineData("https:///new")]
    [InlineData("https://?a=1")]
    [InlineData("https://exa mple.com/")]
    [InlineData("https://shop..example/")]
    [InlineData("https://shop.example:99999/")]
    [InlineData("https://shop.example:port/")]
    [InlineData("https://shop.example\\@evil.example/")]
    [InlineData("https:/shop.example")]
    [InlineData("ftp://shop.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://shop.example/\r\nSet-Cookie: a=b")]
    [InlineData("n/a")]
    [InlineData(null)]
    public void What_names_no_host_on_the_web_is_no_address(string? written) => Assert.False(WebAddress.TryRead(written, out _));
}
