using Innovation.Workflows.Forms;
using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Organizations;

/// <summary>Checks of what organisations say about themselves; a problem names its field and the remedy.</summary>
internal static class ProfileCheck
{
    public static IEnumerable<FormProblem> Identity(string name, string uscc, string kind, string area)
    {
        if (name.Length is < 4 or > 100) yield return Problem("name", "请填写单位全称，4 至 100 个字，与营业执照或法人证书一致。");
        if (UnifiedSocialCreditCode.Validate(uscc) is { } reason) yield return Problem("uscc", reason);
        if (!OrganizationDirectory.Kinds.ContainsKey(kind)) yield return Problem("kind", "请选择单位类型。");
        if (RecommendingUnits.Find(area) is null) yield return Problem("area", "请选择推荐单位，即注册地所在的乡镇、街道或园区。");
    }

    public static IEnumerable<FormProblem> Contact(string legalRepresentative, string contactName, string mobile)
    {
        if (legalRepresentative.Length is < 2 or > 50) yield return Problem("legalRepresentative", "请填写法定代表人姓名。");
        if (contactName.Length is < 2 or > 50) yield return Problem("contactName", "请填写联系人姓名。");
        if (!PhoneNumber.IsMobile(mobile)) yield return Problem("contactMobile", PhoneNumber.IsValid(mobile) ? "联系人手机要用来收短信，请填手机号码（11 位数字），不要填座机。" : "请填写联系人手机，11 位数字。");
    }

    public static FormProblem Problem(string field, string message) => new("organization." + field, field, "", message);
}
