void sleeps() { costs(said("`sleep`")); }
