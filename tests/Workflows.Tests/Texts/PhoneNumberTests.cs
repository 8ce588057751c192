using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Tests.Texts;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("13800138000", "13800138000")]
    [InlineData("+86 138 0013 8000", "13800138000")]
    [InlineData("+86-138-0013-8000", "13800138000")]
    [InlineData("0086 13800138000", "13800138000")]
    [InlineData("86 138-0013-8000", "13800138000")]
    [InlineData("（+86）13800138000", "13800138000")]
    [InlineData("１３８００１３８０００", "13800138000")]
    [InlineData("138\u200B0013\u202C8000", "13800138000")]
    public void A_mobile_number_is_known_however_it_is_written(string typed, string kept)
    {
        Assert.Equal(kept, PhoneNumber.Clean(typed));
        Assert.True(PhoneNumber.IsMobile(PhoneNumber.Clean(typed)) && PhoneNumber.IsValid(PhoneNumber.Clean(typed)));
    }

    [Theory]
    [InlineData("07148866001", "0714-8866001")]
    [InlineData("0714 886 6001", "0714-8866001")]
    [InlineData("(0714)8866001", "0714-8866001")]
    [InlineData("（0714）8866001转802", "0714-8866001-802")]
    [InlineData("0714-8866001-802", "0714-8866001-802")]
    [InlineData("0714—8866001", "0714-8866001")]
    [InlineData("027 8765 4321", "027-87654321")]
    [InlineData("010-65123456", "010-65123456")]
    [InlineData("400 820 8820", "400-8208820")]
    public void So_is_a_landline_which_gets_no_messages(string typed, string kept)
    {
        Assert.Equal(kept, PhoneNumber.Clean(typed));
        Assert.True(PhoneNumber.IsValid(PhoneNumber.Clean(kept)));
        Assert.False(PhoneNumber.IsMobile(kept));
    }

    [Theory]
    [InlineData("")]
    [InlineData("8866001")]
    [InlineData("1380013800")]
    [InlineData("138001380000")]
    [InlineData("23800138000")]
    [InlineData("0714-1866001")]
    [InlineData("电话13800138000")]
    [InlineData("+1 212 555 0100")]
    [InlineData("13800138000;13900139000")]
    public void Anything_else_is_no_number_one_can_call(string typed) => Assert.False(PhoneNumber.IsValid(PhoneNumber.Clean(typed)));

    [Fact]
    public void The_last_four_digits_leave_the_extension_aside()
    {
        Assert.True(PhoneNumber.EndsWith("13800138000", "8000"));
        Assert.True(PhoneNumber.EndsWith("0714-8866001-802", "6001"));
        Assert.False(PhoneNumber.EndsWith("0714-8866001-802", "-802"));
    }
}
