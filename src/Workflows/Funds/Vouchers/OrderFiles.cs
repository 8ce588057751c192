using System.Security.Cryptography;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Files;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Funds.Vouchers;

/// <summary>订单附件: contract, deliverables, invoice and proof of payment; kept by content, every reading is logged.</summary>
public sealed class OrderFiles(IDbContexts contexts, CommandGate gate, FileVault vault, AuditLog audit)
{
    private const int Most = 50;

    /// <summary>What files are for, with their Chinese names.</summary>
    public static IReadOnlyDictionary<string, string> Purposes { get; } = new Dictionary<string, string>
    {
        ["contract"] = "服务合同", ["deliverable"] = "交付成果", ["invoice"] = "发票", ["receipt"] = "支付凭证",
    };

    /// <summary>Adds a file; the enterprise may add contract and proof of payment, the provider everything.</summary>
    public async Task<(OrderFileRow? File, Refusal? Refusal)> AddAsync(string orderId, string purpose, string fileName, Stream content, Sender sender, CancellationToken cancellation = default)
    {
        if (!Purposes.ContainsKey(purpose)) return (null, new Refusal("file.purpose", "purpose", "请选择附件种类。"));
        var name = FileKinds.CleanName(fileName);
        var (type, wrong) = FileKinds.Recognise(name, content);
        if (wrong is not null) return (null, new Refusal("file.kind", "file", wrong));
        var size = content.Length;
        await using (var db = contexts.Create())
            if (await CheckAsync(db, orderId, purpose, sender.User, cancellation) is { } early) return (null, early);
        var hash = await vault.StoreAsync(content, cancellation);
        return await Writes.RunAsync<(OrderFileRow?, Refusal?)>(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (await CheckAsync(db, orderId, purpose, sender.User, cancellation) is { } refusal) return (null, refusal);
            var row = new OrderFileRow
            {
                Id = Identifiers.Opaque(),
                OrderId = orderId,
                Purpose = purpose,
                FileName = name,
                ContentType = type!,
                Size = size,
                Sha256 = hash,
                UploadedAt = sender.ReceivedAt,
                UploadedByName = sender.User.ActorName,
            };
            db.OrderFiles.Add(row);
            await db.SaveChangesAsync(cancellation);
            return (row, null);
        }, cancellation: cancellation);
    }

    /// <summary>Adds a file unless the same is there already; null: it is there.</summary>
    public async Task<Refusal?> AddOnceAsync(string orderId, string purpose, string fileName, Stream content, Sender sender, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
        content.Position = 0;
        await using (var db = contexts.Create())
            if (await db.OrderFiles.AnyAsync(f => f.OrderId == orderId && f.Purpose == purpose && f.Sha256 == hash, cancellation)) return null;
        return (await AddAsync(orderId, purpose, fileName, content, sender, cancellation)).Refusal;
    }

    /// <summary>Opens a file for somebody who may see its order; null: there is none for them.</summary>
    public async Task<(OrderFileRow File, Stream Content)?> OpenAsync(string fileId, UserContext user, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        var row = await db.OrderFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == fileId, cancellation);
        if (row is null || !await VoucherPeople.Visible(db, user).AnyAsync(o => o.Id == row.OrderId, cancellation)) return null;
        await audit.RecordAsync(user, "orderFile.read", row.OrderId, new { row.Id, row.FileName }, cancellation);
        return (row, vault.Open(row.Sha256));
    }

    private static async Task<Refusal?> CheckAsync(WorkflowsDbContext db, string orderId, string purpose, UserContext user, CancellationToken cancellation)
    {
        var order = await VoucherPeople.Visible(db, user).SingleOrDefaultAsync(o => o.Id == orderId, cancellation);
        if (order is null) return new("order.notFound", null, "没有找到这份订单，或您没有权限查看。");
        var enterprise = user.OrganizationId == order.EnterpriseId;
        var foreign = VoucherPeople.IsCityOf(user, order) || (order.City.Length > 0 && VoucherPeople.IsOfficer(user));
        if (!foreign && (user.OrganizationId is null || (user.OrganizationId != order.ProviderOrganizationId && !enterprise))) return new("command.notAllowed", null, "附件由企业和服务机构上传。");
        if (enterprise && purpose is "deliverable" or "invoice" && user.OrganizationId != order.ProviderOrganizationId) return new("command.notAllowed", "purpose", "交付成果和发票由服务机构上传。");
        if (!VoucherWords.Holds(order.Status)) return new("order.stale", null, $"订单现在是“{VoucherWords.Of(order.Status)}”，不能再加附件。");
        return await db.OrderFiles.CountAsync(f => f.OrderId == orderId, cancellation) >= Most ? new("file.tooMany", null, $"一份订单最多 {Most} 个附件。") : null;
    }
}
