using System.Net;
using Innovation.Workflows.Messages.Channels;

namespace Innovation.Workflows.Tests.Messages;

public sealed class PrivateAddressTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.10")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:a00:1::1")]
    public void Nobody_outside_leads_us_there(string address) => Assert.True(PrivateAddresses.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("203.0.113.5")]
    [InlineData("2400:3200::1")]
    public void Addresses_of_the_world_are_open(string address) => Assert.False(PrivateAddresses.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://10.0.0.5/send", "Messages:PlainHosts")]
    [InlineData("https://[fd00::1]/send", "Messages:PlainHosts")]
    [InlineData("https://LOCALHOST/send", "Messages:PlainHosts")]
    [InlineData("https://2130706433/send", "Messages:PlainHosts")]
    [InlineData("https://0x7f.1/send", "Messages:PlainHosts")]
    [InlineData("https://user:pass@sms.example.com/", "用户名和密码")]
    [InlineData("http://sms.example.com/", "https://")]
    [InlineData("ftp://sms.example.com/", "https://")]
    public void An_address_that_may_not_be_called_is_refused_when_it_is_saved(string url, string because) => Assert.Contains(because, new OutboundRule([], []).Problem(url), StringComparison.Ordinal);

    [Fact]
    public void The_operator_opens_single_hosts_of_the_own_network()
    {
        var rule = new OutboundRule([], ["10.0.0.5", "mail.kjj.local"]);
        Assert.Null(rule.Problem("http://10.0.0.5/send"));
        Assert.NotNull(rule.Problem("http://10.0.0.6/send"));
        Assert.Contains(new MailSettings { UseServer = true, Host = "192.168.0.9", Sender = "a@example.gov.cn" }.Check(rule), p => p.Field == "Host");
        Assert.Empty(new MailSettings { UseServer = true, Host = "10.0.0.5", Sender = "a@example.gov.cn" }.Check(rule));
        Assert.True(rule.MayBeLocal("MAIL.kjj.local"));
    }
}
