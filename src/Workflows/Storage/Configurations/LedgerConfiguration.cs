using Innovation.Workflows.Funds.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class AccountConfiguration : IEntityTypeConfiguration<AccountRow>
{
    public void Configure(EntityTypeBuilder<AccountRow> builder)
    {
        builder.ToTable("LedgerAccounts", t =>
        {
            t.HasCheckConstraint("CK_LedgerAccounts_NeverNegative", "[Kind] = 'Source' OR [Credits] >= [Debits]");
            t.HasCheckConstraint("CK_LedgerAccounts_Totals", "[Credits] >= 0 AND [Debits] >= 0");
        });
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Key).HasMaxLength(120);
        builder.Property(a => a.BudgetId).HasMaxLength(32);
        builder.Property(a => a.VoucherId).HasMaxLength(32);
        builder.Property(a => a.SubjectId).HasMaxLength(32);
        builder.Property(a => a.OrganizationId).HasMaxLength(32);
        builder.Property(a => a.Revision).IsConcurrencyToken();
        builder.Ignore(a => a.Balance);
        builder.HasIndex(a => a.Key).IsUnique();
        builder.HasIndex(a => new { a.BudgetId, a.Kind });
        builder.HasIndex(a => a.VoucherId);
        builder.HasIndex(a => a.SubjectId);
        builder.HasIndex(a => a.OrganizationId);
    }
}

internal sealed class PostingConfiguration : IEntityTypeConfiguration<PostingRow>
{
    public void Configure(EntityTypeBuilder<PostingRow> builder)
    {
        builder.ToTable("LedgerPostings", t =>
        {
            t.HasCheckConstraint("CK_LedgerPostings_Amount", "[Amount] > 0");
            t.HasCheckConstraint("CK_LedgerPostings_TwoAccounts", "[FromId] <> [ToId]");
            // Refuses every change of a posting; SQL Server must know of it to write rows.
            t.HasTrigger("TR_LedgerPostings_Immutable");
        });
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Key).HasMaxLength(120);
        builder.Property(p => p.StreamId).HasMaxLength(32);
        builder.Property(p => p.Summary).HasMaxLength(200);
        builder.HasOne(p => p.From).WithMany().HasForeignKey(p => p.FromId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(p => p.To).WithMany().HasForeignKey(p => p.ToId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.Key).IsUnique();
        builder.HasIndex(p => p.ReversalOf).IsUnique();
        builder.HasIndex(p => new { p.FromId, p.Id });
        builder.HasIndex(p => new { p.ToId, p.Id });
        builder.HasIndex(p => new { p.StreamId, p.Sequence });
    }
}
